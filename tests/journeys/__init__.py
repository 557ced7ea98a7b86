"""Stories in a real browser, titled by who lives them; JavaScript on and off."""
