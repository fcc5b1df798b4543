"""What Streamlit lacks: the map's frame, the wire between it and the app, what a browser keeps, and a button that copies."""

import streamlit as st

from geo.language import _
from layers.layer import JS

host = st.components.v2.component("outage_brief_host", js=(JS / "host.js").read_text(encoding="utf-8"),
                                  css=(JS / "host.css").read_text(encoding="utf-8"))
wire = st.components.v2.component("outage_brief_wire", js=(JS / "wire.js").read_text(encoding="utf-8"),
                                  css=(JS / "wire.css").read_text(encoding="utf-8"))
_copy = st.components.v2.component("outage_brief_copy", js=(JS / "copy.js").read_text(encoding="utf-8"),
                                   css=(JS / "copy.css").read_text(encoding="utf-8"))
keep = st.components.v2.component("outage_brief_keep", js=(JS / "keep.js").read_text(encoding="utf-8"))


def copy_button(label: str, text: str, *, key: str) -> None:
    """Offer to copy a text."""
    _copy(key=key, data={"label": label, "text": text, "done": _("Copied")})
