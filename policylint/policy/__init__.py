"""The policy language: vocabulary, model, and what a policy says about a situation. Knows nothing of checks."""
