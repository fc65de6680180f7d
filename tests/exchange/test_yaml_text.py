from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tabletop.exchange import yaml_text
from tabletop.exchange.yaml_text import Document, read_yaml


def document(text: str | bytes) -> Document:
    return read_yaml(text.encode() if isinstance(text, str) else text, "x.yaml")


def codes(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(found.code, found.line, found.column) for found in document(text).findings]


@pytest.mark.parametrize(
    "word",
    ["NO", "no", "off", "on", "yes", "10:30", "1E07", "1e3", "0110", "0x1F", "1_000", ".5", "+62811",
     "2024-01-26", "null", "Null", "true", "=", "<<"],
)  # fmt: skip
def test_every_plain_word_stays_the_text_that_was_written(word: str) -> None:
    assert document(f"a: {word}\n").root == {"a": word}


@pytest.mark.parametrize("nothing", ["", " ~", " # a comment"])
def test_nothing_and_a_tilde_are_nothing(nothing: str) -> None:
    assert document(f"a:{nothing}\n").root == {"a": None}


@pytest.mark.parametrize("words", ['""', "'~'", '"~"'])
def test_quotes_make_a_text_of_anything(words: str) -> None:
    root = document(f"a: {words}\n").root

    assert root == {"a": words[1:-1]}


def test_every_key_and_value_knows_its_line_and_column() -> None:
    made = document("a: 1\nb:\n- x\n-   c: [p,  q]\n")

    assert made.place(("a",)) == (1, 4)
    assert made.place(("b",), of_key=True) == (2, 1)
    assert made.place(("b", 1, "c"), of_key=True) == (4, 5)
    assert made.place(("b", 1, "c", 1)) == (4, 13)


def test_the_place_of_what_is_missing_is_its_nearest_owner() -> None:
    made = document("a:\n- b: 1\n  c: 2\n")

    assert made.place(("a", 0, "z")) == (2, 3)
    assert made.place(("a", 7)) == (2, 1)
    assert made.place(("z",)) == (1, 1)


def test_a_word_is_found_below_a_path() -> None:
    made = document("when:\n  any: [x, {deep: y}]\n")

    assert made.place_of_word(("when",), "y") == (2, 19)
    assert made.place_of_word(("when",), "not there") == made.place(("when",))


def test_what_stands_nowhere_has_no_place() -> None:
    assert document("").place(("a",)) == (0, 0)
    assert document("a: b").at(("a", "b")) is None
    assert document("a: [b]").at(("a", 4)) is None


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_lines_may_end_in_any_way(ending: str) -> None:
    made = document(ending.join(["a: 1", "b: 2", ""]))

    assert made.root == {"a": "1", "b": "2"}
    assert made.place(("b",)) == (2, 4)


def test_a_byte_order_mark_is_passed_over() -> None:
    made = document(b"\xef\xbb\xbfa: 1\n")

    assert made.root == {"a": "1"}
    assert made.place(("a",)) == (1, 4)


@pytest.mark.parametrize(
    ("title", "lost"),
    [("Gate #7 closed", "#7 closed"), ("Gate 4 # closed", "# closed"), ("Gate  #7", "#7")],
)
def test_text_behind_an_unquoted_hash_is_advised_of(title: str, lost: str) -> None:
    (found,) = document(f"title: {title}\nnext: 1\n").findings

    assert (found.code, found.line, found.column) == ("text-after-hash", 1, 8)
    assert found.advice
    assert found.fields == {"lost": lost}


@pytest.mark.parametrize(
    "line",
    ["title: Gate   # a comment", "title: Gate # a comment", "title: 'Gate' #7", 'title: "Gate #7"',
     "title: Gate#7", "# all of it", "title: Gate  ##", "title: >- # header\n  Gate"],
)  # fmt: skip
def test_a_comment_is_not_advised_of(line: str) -> None:
    assert document(f"{line}\nnext: 1\n").findings == ()


def test_a_repeated_key_names_both_lines_and_reading_goes_on() -> None:
    made = document("a: 1\na: {b: [2, {c: 3}]}\nd: 4\n")

    assert made.root == {"a": "1", "d": "4"}
    assert [(f.code, f.line, f.fields) for f in made.findings] == [
        ("key-twice", 2, {"key": "a", "first_line": 1})
    ]


def test_the_same_key_in_two_mappings_is_no_repetition() -> None:
    assert document("a: {k: 1}\nb: {k: 2}\nc: [{k: 3}, {k: 4}]\n").findings == ()


def test_very_many_repeated_keys_end_the_reading() -> None:
    made = document("a: 1\n" * 5_000)

    assert made.root is None
    assert len(made.findings) == yaml_text.MAX_FINDINGS


def test_very_many_lost_texts_are_cut() -> None:
    made = document("".join(f"a{n}: x #7\n" for n in range(5_000)))

    assert made.root is not None
    assert len(made.findings) == yaml_text.MAX_FINDINGS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "pack-file-empty"),
        ("# only a comment\n", "pack-file-empty"),
        ("- a\n", "pack-file-not-a-mapping"),
        ("just words\n", "pack-file-not-a-mapping"),
        ('"": b\n', "yaml-key-not-text"),
        ("{a: 1}: b\n", "yaml-key-not-text"),
        ("a: *b\n", "yaml-alias"),
        ("a: &b [1]\n", "yaml-anchor"),
        ("a: !!set {b}\n", "yaml-tag"),
        ("a: ! b\n", "yaml-tag"),
        ("a: 1\n---\nb: 2\n", "yaml-second-document"),
        ('a: "\\ud800"\n', "yaml-escape"),
        ("a: `b\n", "yaml-sign"),
        ("a: & b\n", "yaml-sign"),
        ("a: * b\n", "yaml-sign"),
        ("%50\n", "yaml-sign"),
        ("a:\n  b: 1\n c: 2\n", "yaml-indent"),
        ("a: b: c\n", "yaml-colon"),
        ("a: [b\n", "yaml-bracket-open"),
        ("a: [\n", "yaml-bracket-at-end"),
        ("a: [b,,c]\n", "yaml-bracket-stray"),
        ("'a' b\nc: 1\n", "yaml-quote-after"),
        ('"a"\n  : b\nc: 1\n', "yaml-indent"),
    ],
)
def test_what_is_no_mapping_of_texts_is_refused_by_code(text: str, code: str) -> None:
    made = document(text)

    assert made.root is None
    assert [found.code for found in made.findings] == [code]


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    layers = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]

    assert codes("\n".join(layers)) == [("yaml-anchor", 1, 5)]


@pytest.mark.parametrize("sign", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_at_depth_24(sign: str) -> None:
    found = document(sign * 100_000).findings

    assert [f.code for f in found] == ["yaml-too-deep"]
    assert found[0].fields == {"limit": 24}


def test_a_depth_of_24_is_read() -> None:
    assert document("a: " + "[" * 23 + "]" * 23).findings == ()
    assert [code for code, _, _ in codes("a: " + "[" * 24 + "]" * 24)] == ["yaml-too-deep"]


@pytest.mark.slow
def test_over_200_000_values_are_refused() -> None:
    assert [code for code, _, _ in codes("a: [" + "1," * 200_001 + "]")] == ["yaml-too-many-values"]


def test_over_4_mb_are_refused_unread() -> None:
    found = document(b"a: " + b"x" * 4_000_000).findings

    assert [(f.code, f.fields) for f in found] == [("pack-file-too-large", {"limit_mb": 4})]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: b\0\n", ("pack-file-binary", 0, 0)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("pack-file-binary", 0, 0)),
        ("a: ü\n".encode("utf-16"), ("pack-file-binary", 0, 0)),
        ("a: 1\nb: ü\n".encode("cp1252"), ("pack-file-not-utf8", 2, 4)),
        (b"a: 1\r\nb: \xff\r\n", ("pack-file-not-utf8", 2, 4)),
        (b"a: 1\nb: x\x1by\n", ("control-character", 2, 5)),
        (b"a: x\x7f\n", ("control-character", 1, 5)),
        ("a: x\ufffe\n".encode(), ("control-character", 1, 5)),
        (b"a: \xed\xa0\x80\n", ("pack-file-not-utf8", 1, 4)),
    ],
)
def test_binary_files_and_other_encodings_are_refused(data: bytes, expected: tuple[str, int, int]) -> None:
    assert codes(data) == [expected]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a:\n\t- b\n", "yaml-tab"),
        ("a: |\n x\n\ty\n", "yaml-tab"),
        ("a: Gate 7: closed\n", "yaml-colon"),
        ("a: @duty\n", "yaml-sign"),
        ("a: %50\n", "yaml-sign"),
        ('a: "unclosed\nb: c\n', "yaml-quote-open"),
        ("a: [1, 2\nb: c\n", "yaml-bracket-open"),
        ("a: {id: Gate #7, en: x}\nb: 2\n", "yaml-hash-in-bracket"),
        ("a:\n  b: 1\n c: 2\n", "yaml-indent"),
        ("a: 1\n  b: 2\n", "yaml-indent"),
        ("a: 'it's'\n", "yaml-quote-after"),
        ('a: "\\q"\n', "yaml-escape"),
        ('a: "\\ud800"\n', "control-character"),
        ('a: "\\UFFFFFFFF"\n', "yaml-syntax"),
        ("a: - b\n", "yaml-dash"),
    ],
)
def test_the_parser_in_python_is_understood_too(
    text: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Wheels without libyaml exist: the loader is what the module found when it was imported.
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)

    assert document(text).findings[-1].code == code


@pytest.mark.slow
@given(st.one_of(st.text(), st.binary(), st.text(alphabet=" \t\n:-#[]{}\"'&*!|>%@`,?ab0~\\")))
def test_no_input_raises_anything(text: str | bytes) -> None:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text

    made = read_yaml(data, "x.yaml")

    assert made.root is not None or made.findings
