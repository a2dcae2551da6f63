package lang

// Declaration is the document of declarations ready to sign: what all of them
// share, and the facts that fill them.
type Declaration struct {
	Title    string
	Lead     func(report string) string // the number of the report
	Intro    []string
	Contents string
	Document string
	Tongue   string // the column of languages
	Law      string
	Review   string // on top of each
	Parts    []string
	Names    func(name, digest string) string

	Process    []string
	Method     func(name, digest string) string
	Repeat     func(version string) string
	Described  func(vantage string) string
	Period     func(from, to string) string
	Targets    string
	Asked      string
	Answers    string
	Checked    string
	Controls   func(vantage string, asked, answered int64) string
	NoControls func(vantage string) string
	Gaps       func(vantage string, gaps, rounds int64) string
	Ready      func(vantage, results string) string
	Outcome    func(result, checks string) string
	Between    string // one outcome and the next
	Errors     []string
	Routine    []string
	Begun      func(vantage, entered, asked string) string
	Before     func(first, failed string) string
	NoFailure  string
	Config     func(vantage, digest, entered string) string
	Copies     string
	Signed     string
	Again      string
	Equal      string
	NotEqual   string
	Mention    func(copies string) string // of the copy
	Mentioned  []string                   // who, when, where: to be filled in
	Transfer   string
	From       string
	To         string
	Tool       string
	Output     string
	Steps      []Transfer
	Guarantee  string
	Manifest   string
	File       string
	What       string
	Bytes      string
	Digest     string
	Kinds      map[string]string
	Others     string // digests that are not of a file handed over
	Date       string
	Place      string
	Signature  string
	Limits     []string // what none of them says
}

// A Transfer is one change of form that the evidence went through.
type Transfer struct{ From, To, Tool string }

var declarationFrench = Declaration{
	Title: "Déclarations à signer",
	Lead:  func(report string) string { return "Elles accompagnent le rapport d’observation " + report },
	Intro: []string{
		"Ce document est distinct du rapport. Le rapport et les fichiers de preuve sont l’œuvre d’un programme\u00a0; une déclaration est celle d’une personne. Ils se produisent séparément.",
		"Le programme a rempli ces déclarations des seuls faits techniques que donnent les fichiers de preuve. Il ne sait rien de la personne qui signera\u00a0: ce qu’elle seule sait est laissé en blanc, et ce qu’elle seule peut affirmer est une case à cocher. Aucune case n’est cochée d’avance.",
		"Un avocat doit relire chaque déclaration avant signature, choisir celles qui servent, et rayer ce qui n’est pas vrai ou n’est pas su de la personne. Ce document n’est pas un avis juridique, et les textes de loi qu’il désigne doivent être relus à leur source.",
	},
	Contents: "Déclarations contenues dans ce document", Document: "Déclaration", Tongue: "Langue", Law: "Textes désignés",
	Review: "PROJET À FAIRE RELIRE PAR UN AVOCAT AVANT TOUTE SIGNATURE. Rayez ce qui n’est pas vrai\u00a0; ne cochez et ne signez que ce que vous savez.",
	Parts: []string{
		"A. La personne qui signe", "B. Ce que la personne déclare", "C. Faits tirés des preuves par le programme",
		"D. Fichiers et empreintes", "E. Signature", "F. Ce que cette déclaration ne dit pas",
	},
	Names: func(name, digest string) string {
		return "Cette déclaration se rapporte au rapport contenu dans le fichier " + name + ", dont l’empreinte SHA-256 est " + digest + "."
	},
	Process: []string{
		"Le programme constat pose à chaque cible qu’il interroge, à des instants fixés d’avance par son intervalle, la question que le rapport reproduit (annexe C)\u00a0; d’une cible qui se signale elle-même, il attend les signalements. Il inscrit ce qui est revenu\u00a0: durée de chaque phase, réponse ou raison de son absence, et vérité de chaque condition. Il n’inscrit pas de verdict.",
		"Ces inscriptions sont ajoutées à un journal. Chaque inscription d’une cible porte l’empreinte SHA-256 de la précédente, et toutes sont les feuilles d’un arbre de Merkle (RFC 6962). Au moins une fois par heure tant que le programme fonctionne, la racine de cet arbre est signée avec la clé Ed25519 du point d’observation. Changer, ôter ou insérer une feuille donne une autre racine.",
		"Chaque scellé compte les feuilles de chaque sorte et donne la tête de la chaîne de chaque cible. Un fichier de preuve auquel il manquerait une feuille d’une cible divulguée ne passe pas la vérification.",
		"Lorsqu’une question échoue, le programme interroge des sites témoins, si sa configuration en nomme. Un échec survenu alors qu’aucun d’eux ne répondait est dit indéterminé et ne compte pas comme panne.",
	},
	Method: func(name, digest string) string {
		return "Les verdicts ont été calculés ensuite, à partir de ces inscriptions, selon la méthode " + name + ", empreinte " + digest + "."
	},
	Repeat: func(version string) string {
		return "Le programme (version " + version + ") tire le rapport des seuls fichiers de preuve. Les mêmes fichiers, options et programme redonnent les mêmes octets, signature et horodatage du PDF mis à part\u00a0; chacun peut donc refaire le calcul et comparer."
	},
	Described: func(vantage string) string { return "Instrument du point d’observation " + vantage },
	Period: func(from, to string) string {
		return "Les fichiers de preuve portent sur la période du " + from + " au " + to + "."
	},
	Targets: "Questions posées et réponses reçues pendant la période", Asked: "Adresse interrogée", Answers: "Observations, par verdict de la méthode",
	Checked: "Avant d’en tirer un chiffre, le programme a vérifié les fichiers de preuve sous cinq rubriques. Voici ce qu’il a trouvé.",
	Controls: func(vantage string, asked, answered int64) string {
		return "Sites témoins de " + vantage + "\u00a0: " + French.Number.Count(answered, "réponse", "réponses") + " pour " + French.Number.Count(asked, "demande", "demandes") + " pendant la période."
	},
	NoControls: func(vantage string) string { return "Aucun site témoin n’était configuré pour " + vantage + "." },
	Gaps: func(vantage string, gaps, rounds int64) string {
		return "Lacunes inscrites par " + vantage + "\u00a0: " + French.Number.Int(gaps) + " (" + French.Number.Count(rounds, "question manquée", "questions manquées") + ")."
	},
	Ready: func(vantage, results string) string {
		return "Vérifications préalables de " + vantage + ", telles que le rapport les détaille\u00a0: " + results + "."
	},
	Outcome: func(result, checks string) string { return result + "\u00a0: " + checks }, Between: "\u00a0; ",
	Errors: []string{
		"Sources d’erreur connues. L’heure d’une observation est celle de l’horloge du point d’observation\u00a0; seules des autorités extérieures, lorsqu’il y en a, bornent le moment où le relevé a été composé et scellé.",
		"Entre deux questions, rien n’est su\u00a0: l’intervalle borne la précision du début et de la fin de chaque incident. Le rapport donne pour chacun une durée la moindre et une durée la plus grande.",
		"Les durées de phase sont conservées par pas de 1\u00a0%.",
		"Un point d’observation ne voit que son propre chemin dans le réseau et la réponse de ses propres serveurs de noms. Un refus opposé aux robots est classé à part et ne compte pas comme panne.",
	},
	Routine: []string{
		"L’activité relevée consiste à interroger les mêmes cibles à intervalle constant, que la réponse soit bonne ou mauvaise\u00a0; l’intervalle ne change pas lors d’un échec. Les bonnes réponses sont conservées comme les autres.",
		"À ces questions s’en ajoutent d’autres, que le journal distingue\u00a0: après un échec, des questions destinées à en situer la cause, et celles posées aux sites témoins. Si la configuration le demande, des listes de fichiers sont aussi dressées, des pages prises en image et des publications lues, chacune à son propre rythme ou lors d’un changement.",
		"D’une cible qui se signale elle-même, rien n’est demandé\u00a0: ce sont ses signalements qui sont attendus, à l’intervalle convenu, et leur absence qui est relevée.",
	},
	Begun: func(vantage, entered, asked string) string {
		return "Point d’observation " + vantage + "\u00a0: première description divulguée de l’instrument, " + entered + "\u00a0; première question divulguée, " + asked + "."
	},
	Before: func(first, failed string) string {
		return "La première question divulguée est du " + first + "\u00a0; le premier échec retenu par le rapport est du " + failed + "."
	},
	NoFailure: "Le rapport ne retient aucun incident pendant la période.",
	Config: func(vantage, digest, entered string) string {
		return "Configuration de " + vantage + " d’empreinte " + digest + ", inscrite au journal le " + entered + "."
	},
	Copies: "Journaux\u00a0: racine signée et racine recalculée à partir de la copie", Signed: "Racine signée par le point d’observation", Again: "Recalculée de la copie",
	Equal: "égale", NotEqual: "non vérifiée",
	Mention: func(copies string) string {
		return "Mention de copie. Les fichiers de preuve désignés à la partie D sont des copies, par extraction, des journaux " + copies + ", aux tailles et racines ci-dessus. Copie faite par, le, à (à remplir par la personne qui l’a faite)\u00a0:"
	},
	Mentioned: []string{"Nom de qui a fait la copie", "Date et heure", "Lieu et support"},
	Transfer:  "Documentation des changements de forme", From: "Forme d’origine", To: "Forme obtenue", Tool: "Procédé", Output: "Empreinte de ce qui est obtenu",
	Steps: []Transfer{
		{"Journal du point d’observation (arbre de Merkle, feuilles au format constat/1)", "Fichier de preuve (ZIP, sac BagIt, RFC 8493)", "constat bundle\u00a0; sa version est inscrite dans bag-info.txt"},
		{"Fichiers de preuve", "Faits calculés (dossier.json, JSON)", "constat report"},
		{"Faits calculés", "Rapport (PDF)", "constat report"},
	},
	Guarantee: "Ce que chaque procédé garantit\u00a0: le fichier de preuve contient les feuilles mêmes du journal, et leur arbre redonne la racine signée\u00a0; les deux changements suivants sont des calculs sans hasard, qui se refont et se comparent octet par octet. Les formats sont décrits dans data/FORMAT.md, à l’intérieur de chaque fichier de preuve. L’original de référence est le journal\u00a0; ses feuilles accompagnent le résultat.",
	Manifest:  "Empreinte SHA-256 de chaque fichier remis", File: "Fichier", What: "Ce que c’est", Bytes: "Octets", Digest: "Empreinte SHA-256",
	Kinds: map[string]string{
		"report": "rapport, tel que remis", "facts": "faits calculés, joints au rapport", "recipe": "paramètres du rapport, joints au rapport", "bundle": "fichier de preuve",
		"method": "méthode comptable", "binary": "programme d’un point d’observation", "builder": "programme qui a fait le rapport", "config": "configuration",
		"libraries": "liste des bibliothèques", "root": "racine signée du journal",
	},
	Others: "Autres empreintes désignées par les preuves",
	Date:   "Date", Place: "Lieu", Signature: "Signature",
	Limits: []string{
		"Elle ne dit pas qui a causé un incident, ni qu’une faute a été commise, ni quel dommage en est résulté.",
		"Elle ne dit rien de ce qui s’est passé entre deux questions, ni de ce que d’autres visiteurs ont reçu.",
		"Elle ne dit pas que la machine, l’horloge ou le réseau du point d’observation étaient exempts d’erreur ou d’intervention\u00a0; leur description est celle que le programme a inscrite lui-même.",
		"Elle ne dit pas qu’aucun autre journal n’a été tenu, sauf dans la mesure où un témoin extérieur l’établit dans le rapport.",
		"Elle ne dit pas ce qu’un tribunal admettra. Le chapitre du rapport sur ce qu’il ne prouve pas vaut aussi pour elle.",
	},
}

var declarationEnglish = Declaration{
	Title: "Declarations ready to sign",
	Lead:  func(report string) string { return "They go with observation report " + report },
	Intro: []string{
		"This document is apart from the report. The report and the evidence files are the work of a program; a declaration is that of a person. They are produced separately.",
		"The program has filled these declarations with those technical facts only that the evidence files give. It knows nothing of the person who will sign: what only that person knows is left blank, and what only that person can assert is a box to tick. No box is ticked beforehand.",
		"Counsel must review each declaration before it is signed, choose those that serve, and strike out what is not true or not known to the person. This document is not legal advice, and the statutes and rules that it designates must be read again at their source.",
	},
	Contents: "Declarations in this document", Document: "Declaration", Tongue: "In language", Law: "Provisions designated",
	Review: "DRAFT, TO BE REVIEWED BY COUNSEL BEFORE ANY SIGNATURE. Strike out what is not true; tick and sign only what you know.",
	Parts: []string{
		"A. The person who signs", "B. What the person states", "C. Facts drawn from the evidence by the program",
		"D. Files and digests", "E. Signature", "F. What this declaration does not say",
	},
	Names: func(name, digest string) string {
		return "This declaration concerns the report in the file " + name + ", whose SHA-256 digest is " + digest + "."
	},
	Process: []string{
		"The program constat puts to each target that it asks, at instants fixed beforehand by its interval, the question that the report reproduces (annex C); of a target that reports by itself it awaits the reports. It enters what came back: the time of each phase, the answer or why there was none, and the truth of each condition. It enters no verdict.",
		"These entries are appended to a log. Each entry of a target carries the SHA-256 digest of the one before, and all are leaves of a Merkle tree (RFC 6962). At least once an hour while the program runs, the root of that tree is signed with the vantage’s Ed25519 key. To change, remove or insert a leaf gives another root.",
		"Each seal counts the leaves of each kind and gives the head of each target’s chain. An evidence file that lacked a leaf of a disclosed target does not pass verification.",
		"When a question fails, the program asks control sites, if its configuration names any. A failure met while none of them answered is called undetermined and does not count as downtime.",
	},
	Method: func(name, digest string) string {
		return "The verdicts were computed afterwards, from these entries, by method " + name + ", digest " + digest + "."
	},
	Repeat: func(version string) string {
		return "The program (version " + version + ") draws the report from the evidence files alone. The same files, options and program give the same bytes again, signature and time stamp of the PDF aside; anyone can therefore repeat the computation and compare."
	},
	Described: func(vantage string) string { return "The instrument of vantage " + vantage },
	Period: func(from, to string) string {
		return "The evidence files bear on the period from " + from + " to " + to + "."
	},
	Targets: "Questions put and answers received in the period", Asked: "Address asked", Answers: "Observations, by the method’s verdict",
	Checked: "Before drawing a figure from them, the program verified the evidence files under five heads. This is what it found.",
	Controls: func(vantage string, asked, answered int64) string {
		return "Control sites of " + vantage + ": " + English.Number.Count(answered, "answer", "answers") + " to " + English.Number.Count(asked, "request", "requests") + " in the period."
	},
	NoControls: func(vantage string) string { return "No control site was configured for " + vantage + "." },
	Gaps: func(vantage string, gaps, rounds int64) string {
		return "Gaps entered by " + vantage + ": " + English.Number.Int(gaps) + " (" + English.Number.Count(rounds, "question missed", "questions missed") + ")."
	},
	Ready: func(vantage, results string) string {
		return "Preparatory checks of " + vantage + ", as the report details them: " + results + "."
	},
	Outcome: func(result, checks string) string { return result + ": " + checks }, Between: "; ",
	Errors: []string{
		"Known sources of error. The time of an observation is that of the vantage’s own clock; only outside authorities, where there are any, bound the time when the record was composed and sealed.",
		"Between two questions nothing is known: the interval bounds the precision of the beginning and the end of each incident. The report gives for each a least and a most duration.",
		"The times of the phases are kept in steps of 1%.",
		"A vantage sees only its own path through the network and the answer of its own name servers. A refusal meant for robots is a class of its own and does not count as downtime.",
	},
	Routine: []string{
		"The activity recorded is to ask the same targets at a constant interval, whether the answer is good or bad; the interval does not change upon a failure. Good answers are kept like the others.",
		"To these questions others are added, which the log tells apart: after a failure, questions meant to place its cause, and those put to the control sites. If the configuration asks for it, lists of files are also drawn up, pages pictured and publications read, each at its own pace or upon a change.",
		"Of a target that reports by itself nothing is asked: its reports are awaited, at the interval agreed, and it is their absence that is noted.",
	},
	Begun: func(vantage, entered, asked string) string {
		return "Vantage " + vantage + ": first description of the instrument disclosed, " + entered + "; first question disclosed, " + asked + "."
	},
	Before: func(first, failed string) string {
		return "The first question disclosed is of " + first + "; the first failure that the report keeps is of " + failed + "."
	},
	NoFailure: "The report keeps no incident in the period.",
	Config: func(vantage, digest, entered string) string {
		return "Configuration of " + vantage + " with digest " + digest + ", entered in the log on " + entered + "."
	},
	Copies: "Logs: root signed and root recomputed from the copy", Signed: "Root signed by the vantage", Again: "Recomputed from the copy",
	Equal: "equal", NotEqual: "not checked",
	Mention: func(copies string) string {
		return "Mention of copy. The evidence files designated in part D are copies, by extraction, of the logs " + copies + ", at the sizes and roots above. Copy made by, on, at (for the person who made it to fill in):"
	},
	Mentioned: []string{"Name of who made the copy", "Date and time", "Place and medium"},
	Transfer:  "Documentation of the changes of form", From: "Original form", To: "Form obtained", Tool: "Process used", Output: "Digest of what was obtained",
	Steps: []Transfer{
		{"Log of the vantage (Merkle tree, leaves in format constat/1)", "Evidence file (ZIP, BagIt bag, RFC 8493)", "constat bundle; its version stands in bag-info.txt"},
		{"Evidence files", "Computed facts (dossier.json, JSON)", "constat report, the computation"},
		{"Computed facts", "Report (PDF)", "constat report, the layout"},
	},
	Guarantee: "What each process guarantees: the evidence file holds the very leaves of the log, and their tree gives the signed root again; the two changes that follow are computations without chance, which can be repeated and compared byte by byte. The formats are described in data/FORMAT.md, inside each evidence file. The source of reference is the log; its leaves go with the result.",
	Manifest:  "SHA-256 digest of each file handed over", File: "File", What: "What it is", Bytes: "Bytes", Digest: "SHA-256 digest",
	Kinds: map[string]string{
		"report": "report, as handed over", "facts": "computed facts, attached to the report", "recipe": "parameters of the report, attached to it", "bundle": "evidence file",
		"method": "accounting method", "binary": "program of a vantage", "builder": "program that made the report", "config": "configuration file",
		"libraries": "list of libraries", "root": "signed root of the log",
	},
	Others: "Other digests that the evidence designates",
	Date:   "On (date)", Place: "At (place)", Signature: "Signed",
	Limits: []string{
		"It does not say who caused an incident, nor that a fault was committed, nor what damage followed.",
		"It says nothing of what happened between two questions, nor of what other visitors were served.",
		"It does not say that the machine, the clock or the network of the vantage were free of error or interference; their description is the one that the program entered itself.",
		"It does not say that no other log was kept, except in so far as an outside witness shows it in the report.",
		"It does not say what a court will admit. The chapter of the report on what it does not prove holds for it too.",
	},
}
