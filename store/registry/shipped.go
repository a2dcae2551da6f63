package registry

// Classes are the groups that are shipped: a claim takes one by its id alone, and may
// say any part of it otherwise.
var Classes = []Class{
	{
		ID:    "data_lost",
		Label: Both{"Données perdues", "Data lost"},
		Definition: Texts{
			"Toute personne dont des données conservées par le fournisseur ont été perdues, en tout ou en partie.",
			"Every person whose data kept by the provider were lost, in whole or in part.",
		},
		Criteria: []Criterion{{Field: "data_lost", Is: []string{"yes"}}},
	},
	{
		ID:    "service_lost_only",
		Label: Both{"Service interrompu, sans perte de données", "Service lost, no data lost"},
		Definition: Texts{
			"Toute personne privée d'un service du fournisseur, sans que ses données aient été perdues.",
			"Every person deprived of a service of the provider whose data were not lost.",
		},
		Criteria: []Criterion{{Field: "service", Is: Service("").choices()}, {Field: "data_lost", Is: []string{"no"}}},
	},
	{
		ID:    "reseller",
		Label: Both{"Revendeurs et agences", "Resellers and agencies"},
		Definition: Texts{
			"Toute personne liée au fournisseur par contrat qui revendait ses services ou s'occupait des sites d'autrui.",
			"Every person under contract with the provider who resold its services or looked after the sites of others.",
		},
		Criteria: []Criterion{{Field: "role", Is: []string{"reseller", "looks_after_others"}}},
	},
	{
		ID:    "end_client_of_reseller",
		Label: Both{"Clients finals", "End clients"},
		Definition: Texts{
			"Toute personne touchée qui n'avait pas de contrat avec le fournisseur mais avec l'un de ses clients.",
			"Every person affected who had no contract with the provider but with one of its clients.",
		},
		Criteria: []Criterion{{Field: "role", Is: []string{"end_client"}}},
	},
	{
		ID:    "mail_only",
		Label: Both{"Courriel seul", "Mail only"},
		Definition: Texts{
			"Toute personne dont seul le courriel a été touché.",
			"Every person of whose services mail alone was affected.",
		},
		Criteria: []Criterion{{Field: "service", Only: []string{"mail"}}},
	},
	{
		ID:    "preventive_shutdown",
		Label: Both{"Arrêt par précaution", "Preventive shutdown"},
		Definition: Texts{
			"Toute personne qui a arrêté ses propres services par précaution et en a subi un coût.",
			"Every person who shut down services of their own as a precaution and bore a cost by it.",
		},
		Criteria: []Criterion{{Field: "damage", Is: []string{"preventive_shutdown_cost"}}},
	},
}

// filled takes from the shipped group of the same id what g leaves out.
func (g Class) filled() Class {
	for _, s := range Classes {
		if s.ID != g.ID {
			continue
		}
		if g.Label == (Both{}) {
			g.Label = s.Label
		}
		if g.Definition == (Texts{}) {
			g.Definition = s.Definition
		}
		if len(g.Criteria) == 0 {
			g.Criteria = s.Criteria
		}
	}
	return g
}
