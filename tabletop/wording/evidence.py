"""Sentences for photos and files that cannot be attached to an observation."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {
    "evidence-not-file": N_(
        "{name} is a folder or a device. Nothing was attached; your text stays. Choose the photo or PDF "
        "itself."
    ),
    "evidence-empty": N_(
        "{name} is empty. Nothing was attached; your text stays. Copy it again from the phone or camera, or"
        " choose another."
    ),
    "evidence-too-large": N_(
        "{name} is larger than {limit_mb} MB. Nothing was attached; your text stays. Attach a smaller photo"
        " or fewer pages."
    ),
    "evidence-kind": N_(
        "{name} is neither a photo nor a PDF, whatever its name says. Nothing was attached; your text "
        "stays. Attach a JPEG, PNG, WebP or PDF."
    ),
    "evidence-heic": N_(
        "{name} is a HEIC or AVIF photo or a film, which cannot be read here. Nothing was attached; your "
        "text stays. Attach a screenshot of it, or set the phone's camera to save JPEG."
    ),
    "evidence-too-many-pixels": N_(
        "{name} has too many pixels to be shrunk on this computer. Nothing was attached; your text stays. "
        "Attach a screenshot of it, or take the photo at a lower resolution."
    ),
    "evidence-broken": N_(
        "{name} is cut off or damaged. Nothing was attached; your text stays. Copy it again from where it "
        "was made, or attach a screenshot of it."
    ),
    "evidence-pdf-locked": N_(
        "{name} is protected by a password. Nothing was attached; your text stays. Save it without "
        "protection, or attach a screenshot of it."
    ),
}
