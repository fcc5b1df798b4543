"""Text from a dataset, made safe for Markdown, and Streamlit's own words in the language that is spoken."""

import json
import re

import streamlit as st

from geo.language import _


def plain(text: str) -> str:
    """Escape text from a dataset so that Markdown shows it as it is: no link, image, formula or symbol comes out of data.

    A `Sentence` is said in the language that is spoken.
    """
    escaped = re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~:$&\"'=@/])", r"\\\1", str(text).replace("\n", " "))
    # An address becomes a link even when it is escaped; a joiner, which nobody sees, parts it for Markdown alone
    return re.sub(r"(?i)(https?|www|@)(?=\\|\w)", "\\1\u2060", escaped)


def say_streamlit_s_words() -> None:
    """Say what Streamlit says in English alone, where files are taken; `app.css` shows it in place of the English."""
    most = st.get_option("server.maxUploadSize")
    words = {"upload": _("Choose a file"), "upload-most": _("or drop it here; at most {most} MB", most=most)}
    said = " ".join(f"--{name}: {json.dumps(text, ensure_ascii=False)};" for name, text in words.items())
    st.html(f"<style>:root {{ {said} }}</style>")
