"""How far apart colours look: CIE Lab, CIEDE2000, and eyes that miss a kind of cone. Arrays of (..., 3)."""

import numpy as np

GREY = [0.2126, 0.7152, 0.0722]
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], GREY, [0.0193, 0.1192, 0.9505]])  # sRGB, IEC 61966-2-1
WHITE = TO_XYZ.sum(axis=1)
EYES = {  # Machado, Oliveira and Fernandes (2009), severity 1.0, on linear sRGB
    "as it is": np.eye(3),
    "grey": np.array([GREY, GREY, GREY]),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}


def lab_seen(srgb: np.ndarray, eye: str) -> np.ndarray:
    """Return sRGB colours in 0..1 as one of EYES sees them, in CIE Lab (white of sRGB)."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ EYES[eye].T, 0, 1)
    ratio = seen @ TO_XYZ.T / WHITE
    x, y, z = np.moveaxis(np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29), -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def ciede2000(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the CIEDE2000 difference of colours in CIE Lab, after Sharma, Wu and Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(np.asarray(one, float), -1, 0), np.moveaxis(np.asarray(other, float), -1, 0)
    g = 0.5 * (1 - _of_7th((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2))
    c1, c2 = np.hypot((1 + g) * a1, b1), np.hypot((1 + g) * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, (1 + g) * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn, grey = h2 - h1, c1 * c2 == 0
    step = np.where(grey, 0, turn - 360 * np.sign(turn) * (np.abs(turn) > 180))
    apart = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(step / 2))
    middle = (h1 + h2) / 2
    middle = np.where(np.abs(turn) <= 180, middle, middle + np.where(h1 + h2 < 360, 180, -180))
    hue, chroma, light = np.where(grey, h1 + h2, middle), (c1 + c2) / 2, (l1 + l2) / 2
    t = (1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.20 * _cos(4 * hue - 63))
    in_l = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    in_c = (c2 - c1) / (1 + 0.045 * chroma)
    in_h = apart / (1 + 0.015 * chroma * t)
    turned = -2 * _of_7th(chroma) * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    return np.sqrt(in_l**2 + in_c**2 + in_h**2 + turned * in_c * in_h)


def _of_7th(chroma: np.ndarray) -> np.ndarray:
    return np.sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _cos(degrees: np.ndarray) -> np.ndarray:
    return np.cos(np.radians(degrees))
