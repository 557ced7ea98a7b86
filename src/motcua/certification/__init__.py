"""The register of certified copies (sổ chứng thực bản sao từ bản chính)."""
