"""Text from a dataset, made safe for Markdown."""

import re


def plain(text: str) -> str:
    """Escape text from a dataset so that Markdown shows it as it is: no link, image, formula or symbol comes out of data.

    A `Sentence` is said in the language that is spoken.
    """
    escaped = re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~:$&\"'=@/])", r"\\\1", str(text).replace("\n", " "))
    # An address becomes a link even when it is escaped; a joiner, which nobody sees, parts it for Markdown alone
    return re.sub(r"(?i)(https?|www|@)(?=\\|\w)", "\\1\u2060", escaped)
