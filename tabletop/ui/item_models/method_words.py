"""How an inject reaches its cells, in words; it must not know an inject."""

from __future__ import annotations

from tabletop.i18n import N_

METHODS = {
    "paper": N_("card"),
    "in-person": N_("in person"),
    "phone": N_("telephone"),
    "radio": N_("radio"),
    "email": N_("e-mail"),
    "letter": N_("post"),
    "message": N_("chat message"),
    "social": N_("social media"),
    "projector": N_("projector"),
    "runner": N_("runner"),
}
