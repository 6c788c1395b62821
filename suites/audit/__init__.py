"""Whether gold answers survive perturbation: by rules, and by what people say of a blind sample."""
