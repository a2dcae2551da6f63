package demo

// failing are the sites of the provider that things befall.
func failing() []*Site {
	return []*Site{
		{Name: "boutique", Domain: "terreciel.example", Condition: "[BODY] == pat(*Terre et Ciel*)"},
		{Name: "bibliotheque", Domain: "biblio-valmont.example"},
		{Name: "photographe", Domain: "lumiere-lente.example"},
		{Name: "notaire", Domain: "etude-beaulac.example", Condition: "[BODY] == pat(*Étude Beaulac*)"},
		{Name: "journal", Domain: "echo-du-quai.example"},
		{Name: "refuge", Domain: "refuge-des-cimes.example"},
	}
}

// steady are the sites of the provider that never fails.
func steady() []*Site {
	return []*Site{
		{Name: "meteo", Domain: "meteo-du-fleuve.example"},
		{Name: "annuaire", Domain: "annuaire-des-metiers.example"},
	}
}
