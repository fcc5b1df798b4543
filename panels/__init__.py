"""Parts of the app: what stands beside the map. Streamlit lives here and in dashboard.py, nowhere else."""
