"""Who looks for malware: ClamAV, nobody, or the simulator."""
