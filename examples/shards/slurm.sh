#!/bin/sh
# Slurm: sbatch slurm.sh; when all tasks are done, npx gradcheck merge blobs
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --time=00:30:00
npx gradcheck run . --workers "${SLURM_CPUS_PER_TASK:-1}" --reporter "blob=blobs/$SLURM_ARRAY_TASK_ID.blob"
