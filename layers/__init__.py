"""How it looks: one file per layer, each turning a dataset and a View into a folium element. No Streamlit."""
