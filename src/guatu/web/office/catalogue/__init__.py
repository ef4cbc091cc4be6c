"""目录: indicators, sources, rules, working days, places and units, each as it stands and with the way to change it."""
