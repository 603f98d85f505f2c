"""Ray: maps the shards of a run over a cluster, and merges what they leave.

python ray_shards.py SHARDS FOLDER, where all machines see the folder of subjects.
"""
import os
import subprocess
import sys


def check(index: int, count: int, folder: str) -> bytes:
    """The blob of one shard."""
    blob = f"{folder}/blobs/{index}.blob"
    environment = {**os.environ, "GRADCHECK_SHARD": f"{index}/{count}"}
    subprocess.run(["npx", "gradcheck", "run", ".", "--reporter", f"blob={blob}"], cwd=folder, env=environment)
    with open(blob, "rb") as file:
        return file.read()


def main(count: int, folder: str) -> int:
    import ray

    ray.init()
    blobs = ray.get([ray.remote(check).remote(index, count, folder) for index in range(1, count + 1)])
    os.makedirs(f"{folder}/blobs", exist_ok=True)
    for index, blob in enumerate(blobs, 1):
        with open(f"{folder}/blobs/{index}.blob", "wb") as file:
            file.write(blob)
    return subprocess.run(["npx", "gradcheck", "merge", "blobs"], cwd=folder).returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), os.path.abspath(sys.argv[2])))
