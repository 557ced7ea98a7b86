"""The index of decision 766: points, rates, dossiers, what-if, values from outside."""
