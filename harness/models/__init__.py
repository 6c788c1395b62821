"""Encoders and heads: Hugging Face models, safetensors only."""
