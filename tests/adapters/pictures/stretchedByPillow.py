"""Prints what Pillow makes of the noise of `stretchBicubic.test.ts`: width, height, size and the SHA-256 of its bytes.

pip install pillow==11.3.0 (from 13 on some pictures are stretched along their columns first), then: python tests/adapters/pictures/stretchedByPillow.py
"""

import hashlib

from PIL import Image

sizes = [(224, 224, 112), (60, 80, 112), (640, 427, 224), (333, 90, 100), (1, 5, 112), (113, 112, 112), (3000, 64, 32), (500, 9000, 400), (400, 30000, 100)]


def draw_noise(width: int, height: int) -> bytes:
    state = width * 65_537 + height
    drawn = bytearray()
    for _ in range(width * height * 3):
        state = (state * 1_664_525 + 1_013_904_223) % 2**32
        drawn.append(state >> 24)
    return bytes(drawn)


for width, height, size in sizes:
    picture = Image.frombytes("RGB", (width, height), draw_noise(width, height))
    stretched = picture.resize((size, size), Image.Resampling.BICUBIC).tobytes()
    print(f"[{width}, {height}, {size}, '{hashlib.sha256(stretched).hexdigest()}'],")
