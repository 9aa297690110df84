"""The services. Each owns its data; they share contracts and the kernel, nothing else."""
