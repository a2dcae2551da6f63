package lang

// Limit is the chapter on what no report can prove. It stands in every one.
type Limit struct {
	Intro string
	Items []string
	// Others is said third: that there was no other log. Single adds from when
	// on witnesses say so of a log, Alone that none does.
	Others string
	Single func(log string, n int, witnesses, since string) string
	Alone  func(log string) string
}

var limitFrench = Limit{
	Intro: "Un rapport honnête dit ce qu’il ne prouve pas. Chaque paragraphe de ce chapitre vaut pour toutes les constatations qui précèdent et qu’il peut concerner.",
	Items: []string{
		"Il ne prouve pas que l’exploitant a mesuré honnêtement. Qui tient la machine, le serveur de noms, le pare-feu ou le programme du point d’observation peut fausser ce qui est inscrit.",
		"Il ne prouve pas que la machine, le système, l’horloge et le réseau d’un point d’observation étaient tels que son propre journal les décrit, ni que le programme était exempt d’erreur. Qui refait le programme à partir de la révision désignée peut comparer les empreintes.",
		"Il ne prouve pas quand les événements ont eu lieu. Les horodatages, lorsqu’il y en a, bornent le moment où les relevés ont été composés et scellés.",
		"Il ne prouve pas ce qui s’est passé entre deux questions, ni pendant que la cible n’était pas observée.",
		"Il ne prouve pas ce que d’autres visiteurs ont reçu, ailleurs ou par un autre chemin.",
		"Il ne prouve pas qu’aucun autre point d’observation n’a interrogé ces cibles, ni que ce qu’un autre aurait vu s’accorde avec ce qui est montré ici. Ne compte que ce qui a été fourni.",
		"Il ne prouve pas qui a causé un incident. Le client peut lui-même arrêter ou effacer son site.",
		"Il ne prouve pas que les fichiers inventoriés étaient authentiques, ni que des fichiers absents d’un inventaire ont existé, ni qu’il n’en existait pas d’autres. Ni l’adresse ni le certificat du serveur qui a donné une liste n’est inscrit\u00a0: un autre serveur sous le même nom, qui n’avait pas ces fichiers, aurait l’apparence d’une perte.",
		"Il ne prouve pas que les points d’observation, les sites témoins, les serveurs de temps et les autorités sont indépendants les uns des autres.",
		"Il ne prouve rien de ce qui a été signé après le vol d’une clé.",
		"Il ne prouve pas que les relevés de seconde main sont vrais, ni depuis quand ils existent.",
		"Il ne prouve pas qu’une réponse venait du serveur d’origine. Une mémoire intermédiaire (cache) peut avoir répondu à sa place, en bien comme en mal\u00a0; seul ce qu’elle dit d’elle-même est inscrit.",
		"Il ne prouve pas qu’un accès dit filtré était refusé aux seuls programmes, ni que d’autres visiteurs étaient servis, ni qu’ils ne l’étaient pas.",
		"Il ne prouve pas qui se tenait derrière un nom. Ce que disent le système des noms (DNS), les tables de routage et les registres est la parole de qui les tient, au moment de la demande.",
		"Il ne prouve pas que ce qu’un fournisseur a publié était vrai, ni qu’il ne l’avait pas publié ou dit ailleurs, ou entre deux lectures.",
		"Il ne prouve pas ce que dit un contrat, ni qu’il lie quelqu’un. Les montants et les délais suivent la règle telle qu’elle a été écrite pour ce programme et les termes tels qu’ils ont été fournis.",
		"Il ne prouve pas qu’un visiteur a vu ce que montre une image\u00a0: elle vient d’une autre demande, faite par un navigateur. Ni qu’une page est celle que désigne le catalogue des pages par défaut\u00a0: elle en porte les marques.",
		"Il ne prouve l’identité de personne, ni une faute, ni un dommage, et ne dit pas ce qu’un tribunal admettra.",
	},
	Others: "Il ne prouve pas qu’aucun autre journal n’a été tenu. Seul un témoin extérieur peut l’établir, à partir de sa première signature. Il ne prouve rien non plus de ce qui précède le premier horodatage, ni, s’il n’y en a aucun, depuis quand ces relevés existent.",
	Single: func(log string, n int, witnesses, since string) string {
		if n == 1 {
			return "Du journal " + log + ", le témoin que demandait la politique (" + witnesses + ") n’a cosigné qu’une seule suite de têtes, selon sa propre horloge à partir du " + since + "\u00a0; avant ce moment, et si ce témoin n’a pas dit vrai, rien ne l’établit."
		}
		return "Du journal " + log + ", les témoins que demandait la politique (" + witnesses + ") n’ont cosigné qu’une seule suite de têtes, selon leurs propres horloges à partir du " + since + "\u00a0; avant ce moment, et si ces témoins n’ont pas dit vrai, rien ne l’établit."
	},
	Alone: func(log string) string {
		return "Du journal " + log + ", aucun nombre suffisant de témoins n’a signé de tête."
	},
}

var limitEnglish = Limit{
	Intro: "An honest report says what it does not prove. Each paragraph of this chapter holds for all the findings above that it can concern.",
	Items: []string{
		"It does not prove that the operator measured honestly. Whoever holds the machine, the name server, the firewall or the program of a vantage can falsify what is entered.",
		"It does not prove that the machine, the system, the clock and the network of a vantage were as its own log describes them, or that the program was free of error. Whoever builds the program again from the revision named can compare the digests.",
		"It does not prove when events happened. Time stamps, where there are any, bound the time when the records were composed and sealed.",
		"It does not prove what happened between two questions, or while the target was not watched.",
		"It does not prove what other visitors were served, elsewhere or by another route.",
		"It does not prove that no other vantage watched these targets, or that what another may have seen agrees with what is shown here. Only what was given counts.",
		"It does not prove who caused an incident. Customers can themselves stop or delete their site.",
		"It does not prove that the files listed were genuine, or that files absent from a list existed, or that no others did. Neither the address nor the certificate of the server that gave a list is recorded: another server under the same name, which never had these files, would look like a loss.",
		"It does not prove that the vantages, the control sites, the time servers and the authorities are independent of each other.",
		"It proves nothing of what was signed after a key was stolen.",
		"It does not prove that second-hand records are true, or how old they are.",
		"It does not prove that an answer came from the origin server. An intermediate store (cache) may have answered in its place, for good or ill; only what it says of itself is entered.",
		"It does not prove that an access called filtered was refused to programs alone, or that other visitors were served, or that they were not.",
		"It does not prove who stood behind a name. What the system of names (DNS), the tables of routes and the registries say is the word of whoever keeps them, at the time of the question.",
		"It does not prove that what a provider published was true, or that it had not published or said it elsewhere, or between two readings.",
		"It does not prove what a contract says, or that it binds anyone. Amounts and time limits follow the rule as it was written for this program and the terms as they were supplied.",
		"It does not prove that a visitor saw what a picture shows: it comes from another request, made by a browser. Nor that a page is the one which the catalogue of default pages names: it bears the marks of it.",
		"It proves nobody’s identity, no fault and no damage, and does not say what a court will admit.",
	},
	Others: "It does not prove that no other log was kept. Only an outside witness can show that, from its first signature on. Nor does it prove anything before the first time stamp or, where there is none, since when these records have existed.",
	Single: func(log string, n int, witnesses, since string) string {
		if n == 1 {
			return "Of log " + log + ", the witness that the policy asked for (" + witnesses + ") cosigned a single series of heads only, by its own clock from " + since + " on; before that time, and if this witness did not speak the truth, nothing shows it."
		}
		return "Of log " + log + ", the witnesses that the policy asked for (" + witnesses + ") cosigned a single series of heads only, by their own clocks from " + since + " on; before that time, and if these witnesses did not speak the truth, nothing shows it."
	},
	Alone: func(log string) string {
		return "Of log " + log + ", too few witnesses signed a head."
	},
}
