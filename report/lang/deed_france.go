package lang

// attestation is in French alone. Article 202 of the code of civil procedure
// asks that it be written, dated and signed by hand: what is printed here is
// where to write, and the facts to annex.
var attestation = Deed{
	Name: "France", Title: "Attestation",
	Law: "Code de procédure civile (France), article 202",
	Notes: []string{
		"L’attestation doit être écrite, datée et signée de la main de son auteur, qui y relate des faits auxquels il a assisté ou qu’il a personnellement constatés. Les parties A, B et E sont donc à remplir à la main\u00a0; les parties C et D sont une annexe technique imprimée, à laquelle l’auteur peut renvoyer.",
		"Un relevé automatique n’est pas un constat de commissaire de justice et n’en a pas l’autorité.",
	},
	Person: []string{
		"Nom", "Prénoms", "Date et lieu de naissance", "Demeure", "Profession",
		"Lien de parenté ou d’alliance avec les parties (ou\u00a0: aucun)", "Lien de subordination, de collaboration ou de communauté d’intérêts (ou\u00a0: aucun)",
	},
	Statements: []Statement{
		{Text: "Faits auxquels j’ai assisté ou que j’ai personnellement constatés (à écrire à la main\u00a0: ce que j’ai installé, exploité, lu ou vérifié moi-même, où et quand)\u00a0:", Lines: 12, Plain: true},
		{Text: "Mention à recopier à la main dans les lignes qui suivent\u00a0: «\u00a0La présente attestation est établie en vue de sa production en justice. J’ai connaissance qu’une fausse attestation de ma part m’expose à des sanctions pénales.\u00a0»", Lines: 4, Plain: true},
		{Text: "J’annexe, en original ou en copie, un document officiel justifiant de mon identité et portant ma signature.", Blanks: []string{"Nature et numéro du document"}},
	},
	Facts: []string{FactsInstrument, FactsPeriod, FactsChecked},
	Truth: []Statement{
		{Text: "Daté et signé de la main de l’auteur.", Plain: true},
	},
	Limits: []string{
		"L’annexe technique n’est pas le récit de l’auteur\u00a0: il n’atteste que ce qu’il écrit de sa main.",
	},
}
