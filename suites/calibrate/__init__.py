"""``crosswind calibrate``: do the statistics keep what they announce? Simulated, counted, written down."""
