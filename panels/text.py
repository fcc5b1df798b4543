"""Text from a dataset, made safe for Markdown."""

import re


def plain(text: str) -> str:
    """Escape text from a dataset so that Markdown shows it as it is: no link, image, formula or symbol comes out of data."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~:$&\"'=@/])", r"\\\1", text.replace("\n", " "))
