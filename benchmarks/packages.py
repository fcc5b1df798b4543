"""Files of pinned npm packages, fetched once with `npm pack` into a cache beside this file."""

import subprocess
import tarfile
from pathlib import Path

CACHE = Path(__file__).parent / ".cache"


def package_file(package: str, member: str) -> Path:
    """Return one file of an npm package, such as `package_file("d3@4.13.0", "build/d3.min.js")`; needs npm the first time."""
    path = CACHE / package / member
    if not path.exists():
        with tarfile.open(_archive(package)) as archive:
            content = archive.extractfile(f"package/{member}")
            if content is None:
                raise FileNotFoundError(f"{package} holds no file {member}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
    return path


def _archive(package: str) -> Path:
    name, _, version = package.rpartition("@")
    archive = CACHE / f"{name}-{version}.tgz"
    if not archive.exists():
        CACHE.mkdir(exist_ok=True)
        command = ["npm", "pack", package, "--silent", "--pack-destination", str(CACHE)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return archive
