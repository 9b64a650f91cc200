"""Making the model again out of labelled texts; the only part that needs scikit-learn (`pip install pendopo[train]`)."""
