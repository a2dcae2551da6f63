package lang

var quebecFrench = Deed{
	Name: "Québec", Title: "Déclaration sous serment relative à des documents technologiques",
	Law: "Code civil du Québec, articles 2839, 2840 et 2854\u00a0; Loi concernant le cadre juridique des technologies de l’information (RLRQ, chapitre C-1.1), articles 6, 7, 15 et 17",
	Notes: []string{
		"Les relevés sont produits à part, comme élément matériel\u00a0: ils captent un fait au moment où il se produit (article 2854). La présente déclaration est le témoignage d’une personne\u00a0; elle ne les remplace pas.",
		"L’article 2840 et l’article 7 de la Loi portent sur le support et la technologie, non sur l’auteur du document ni sur sa sincérité\u00a0: c’est pourquoi la présente dit qui a tenu les machines, comment les fichiers ont été faits, copiés et transformés.",
	},
	Person: []string{
		"Cour et district", "Numéro de dossier", "Nom de la personne qui déclare", "Adresse", "Profession, employeur et fonction",
		"Compétence (formation, expérience du procédé décrit ci-après)", "Lien avec les parties et intérêt dans le litige",
	},
	Statements: []Statement{
		{Text: "J’ai installé, configuré ou exploité les points d’observation suivants\u00a0:", Blanks: []string{"Lesquels, et depuis quand"}},
		{Text: "Je n’ai exploité aucun point d’observation. J’ai examiné les fichiers de preuve et le rapport."},
		{Text: "J’ai passé les fichiers de preuve désignés à la partie D au programme constat-verify.", Blanks: []string{"Date", "Version et empreinte SHA-256 du programme employé", "Verdict affiché"}},
		{Text: "J’ai fait, ou reçu, les copies désignées à la partie D de la manière suivante\u00a0:", Blanks: []string{"De qui, et quand", "Par quel moyen, sur quel support"}},
		{Text: "Depuis, les fichiers ont été conservés de la manière suivante (lieu, support, accès)\u00a0:", Lines: 2, Plain: true},
		{Text: "J’ai lu les parties C et D, que le programme a écrites à partir des fichiers de preuve."},
		{Text: "De ce que disent les parties C et D (cocher ce qui est vrai)\u00a0:", Plain: true},
		{Text: "J’en ai une connaissance personnelle, sauf des paragraphes\u00a0:", Blanks: []string{"Exceptions"}},
		{Text: "Je le sais par la vérification que je décris dans cette partie, sauf des paragraphes\u00a0:", Blanks: []string{"Exceptions"}},
	},
	Facts: []string{FactsProcess, FactsInstrument, FactsPeriod, FactsChecked, FactsErrors, FactsCopies, FactsMention, FactsTransfer},
	Truth: []Statement{
		{Text: "Tous les faits que j’affirme dans la présente déclaration, tels que cochés et remplis de ma main, sont vrais.", Plain: true},
	},
	Oath: []string{"Déclaré sous serment devant moi, à (lieu)", "Le (date)", "Nom, qualité et numéro de qui reçoit le serment", "Signature de qui reçoit le serment"},
	Limits: []string{
		"Elle ne dit pas que l’intégrité des documents est hors de contestation\u00a0: elle dit par quels moyens chacun peut la vérifier (article 6), et le rapport dit ce qui n’a pas pu l’être.",
		"Elle ne dit rien des règles fédérales, qui relèvent de la Loi sur la preuve au Canada.",
	},
}

var quebecEnglish = Deed{
	Name: "Quebec", Title: "Affidavit concerning technology-based documents",
	Law: "Civil Code of Québec, articles 2839, 2840 and 2854; Act to establish a legal framework for information technology (CQLR, chapter C-1.1), sections 6, 7, 15 and 17",
	Notes: []string{
		"The records are produced separately, as real evidence: they capture a fact as it happens (article 2854). This affidavit is the testimony of a person; it does not stand in their place.",
		"Article 2840 and section 7 of the Act bear on the medium and the technology, not on the author of the document or its sincerity: this is why the affidavit tells who kept the machines, and how the files were made, copied and changed in form.",
	},
	Person: []string{
		"Court and district", "File number", "Name of the person who declares", "Address", "Occupation, employer and position",
		"Qualification (training, experience with the process described below)", "Relation to the parties and interest in the dispute",
	},
	Statements: []Statement{
		{Text: "I installed, configured or operated these vantages:", Blanks: []string{"Which, and since when"}},
		{Text: "I operated no vantage. I examined the evidence files and the report."},
		{Text: "I ran constat-verify over the evidence files designated in part D.", Blanks: []string{"Date", "Version and SHA-256 of the program that I ran", "Verdict that it printed"}},
		{Text: "I made, or received, the copies designated in part D in this way:", Blanks: []string{"From whom, and when", "By what means, on what medium"}},
		{Text: "Since then the files were kept in this way (place, medium, access):", Lines: 2, Plain: true},
		{Text: "I have read parts C and D, which the program wrote from the evidence files."},
		{Text: "Of what parts C and D say (tick what is true):", Plain: true},
		{Text: "I know it personally, except paragraphs:", Blanks: []string{"Exceptions"}},
		{Text: "I know it from the verification that I describe in this part, except paragraphs:", Blanks: []string{"Exceptions"}},
	},
	Facts: []string{FactsProcess, FactsInstrument, FactsPeriod, FactsChecked, FactsErrors, FactsCopies, FactsMention, FactsTransfer},
	Truth: []Statement{
		{Text: "All the facts that I assert in this affidavit, as ticked and filled in by my hand, are true.", Plain: true},
	},
	Oath: []string{"Sworn before me, at (place)", "On (date)", "Name, office and number of who receives the oath", "Signature of who receives the oath"},
	Limits: []string{
		"It does not say that the integrity of the documents is beyond dispute: it says by what means anyone can verify it (section 6), and the report says what could not be.",
		"It says nothing of the federal rules, which come under the Canada Evidence Act.",
	},
}
