"""One file a format: a Request becomes the bytes of a picture, document, deck, animation or table."""
