package lang

// Keys is the chapter on the life of each log's key, and on what whoever stole
// one could have done.
type Keys struct {
	Intro     string
	Table     string
	Log       string
	Key       string
	From      string
	Until     string
	End       string
	Ends      map[string]string // why a log ended; "" where nothing shows that it did
	Continues func(log, before, leaves string) string
	// One of these for each log that ended: when, what follows, the entry.
	Rotated   func(log, at, next, entry string) string
	Stolen    func(log, at, next, entry string) string
	Lost      func(log, at, next string) string
	Unshown   func(log, at, next string) string // ended, and its own announcement is not shown
	Told      func(log, at, next string) string // of a theft, by the next log alone
	Absent    func(log string) string
	Thief     string // what whoever has a copy of a key could do
	Bounded   func(log, leaves, at, by string) string
	Unbounded func(logs string) string
	Witness   string
}

var keysFrench = Keys{
	Intro: "Chaque point d’observation signe son journal avec une clé. Une nouvelle clé ouvre un nouveau journal, dont la première entrée cite la dernière tête du précédent. Avant cela, l’ancienne clé ferme son journal par une entrée qui nomme la nouvelle\u00a0; elle ne signe plus ensuite que des horodatages et des scellés.",
	Table: "Clés et journaux", Log: "Journal", Key: "Clé (abrégée)", From: "Ouvert le", Until: "Fermé le", End: "Fin",
	Ends: map[string]string{"": "aucune fin montrée", "rotation": "clé remplacée", "theft": "clé volée", "loss": "clé perdue"},
	Continues: func(log, before, leaves string) string {
		return log + " dit continuer " + before + " et cite sa tête de " + leaves + " entrées."
	},
	Rotated: func(log, at, next, entry string) string {
		return log + " a été fermé " + at + " par sa propre clé, en faveur de " + next + " (" + entry + "). La clé n’était dite ni perdue ni volée."
	},
	Stolen: func(log, at, next, entry string) string {
		return log + " a été fermé " + at + " en faveur de " + next + " (" + entry + "), parce que sa clé a été déclarée volée. Qui a volé la clé a pu signer la même annonce en faveur d’une autre clé\u00a0: que " + next + " en soit la suite doit donc être établi autrement que par ce journal. Le moment du vol n’y est pas inscrit."
	},
	Lost: func(log, at, next string) string {
		return "La clé de " + log + " a été déclarée perdue. " + next + " a été ouvert " + at + " et dit continuer " + log + "\u00a0; rien de ce que la clé perdue a signé ne l’annonce. Ce que " + log + " contenait au-delà de la tête citée n’a pas été signé."
	},
	Unshown: func(log, at, next string) string {
		return next + " a été ouvert " + at + " et dit continuer " + log + ". L’entrée qui a fermé " + log + " n’est pas montrée."
	},
	Told: func(log, at, next string) string {
		return next + " a été ouvert " + at + " et dit continuer " + log + ", dont la clé a été volée. L’entrée qui a fermé " + log + " n’est pas montrée."
	},
	Absent: func(log string) string { return log + " n’est pas parmi les fichiers de preuve de ce rapport." },
	Thief:  "Qui détient une copie d’une clé peut signer une autre suite de son journal, à partir de n’importe quelle tête, et la dater comme il veut. Il ne peut rien changer à ce qui était sous une tête horodatée avant qu’il ait la clé\u00a0: cette tête fixe toutes les entrées qui la précèdent.",
	Bounded: func(log, leaves, at, by string) string {
		return "Pour " + log + ", une tête de " + leaves + " entrées existait au plus tard " + at + ", selon " + by + "\u00a0: ces entrées ont été signées avant, et rien de plus récent ne peut s’y être glissé."
	},
	Unbounded: func(logs string) string {
		return "Aucun horodatage d’une autorité que nomme la politique fournie par l’auteur du rapport n’atteste une tête de " + logs + "\u00a0: rien ici ne distinguerait ce qu’un voleur de la clé aurait signé de ce qui l’a été avant le vol."
	},
	Witness: "Qu’il n’existe pas d’autre suite, seul un témoin extérieur qui a cosigné les têtes peut le dire.",
}

var keysEnglish = Keys{
	Intro: "Each vantage signs its log with a key. A new key opens a new log, whose first entry cites the last head of the one before. Before that, the old key closes its log with an entry that names the new one; after it, the old key signs only time stamps and seals.",
	Table: "Keys and logs", Log: "Log", Key: "Key (short)", From: "Opened", Until: "Closed", End: "End",
	Ends: map[string]string{"": "no end shown", "rotation": "key replaced", "theft": "key stolen", "loss": "key lost"},
	Continues: func(log, before, leaves string) string {
		return log + " says that it goes on with " + before + ", and cites its head of " + leaves + " entries."
	},
	Rotated: func(log, at, next, entry string) string {
		return log + " was closed " + at + " by its own key, in favour of " + next + " (" + entry + "). The key was said to be neither lost nor stolen."
	},
	Stolen: func(log, at, next, entry string) string {
		return log + " was closed " + at + " in favour of " + next + " (" + entry + "), because its key was declared stolen. Whoever stole the key could sign the same announcement in favour of another key: that " + next + " is what follows must therefore be shown by other means than this log. When the theft took place is not entered there."
	},
	Lost: func(log, at, next string) string {
		return "The key of " + log + " was declared lost. " + next + " was opened " + at + " and says that it goes on with " + log + "; nothing that the lost key signed announces it. What " + log + " held beyond the head cited was not signed."
	},
	Unshown: func(log, at, next string) string {
		return next + " was opened " + at + " and says that it goes on with " + log + ". The entry that closed " + log + " is not shown."
	},
	Told: func(log, at, next string) string {
		return next + " was opened " + at + " and says that it goes on with " + log + ", whose key was stolen. The entry that closed " + log + " is not shown."
	},
	Absent: func(log string) string { return log + " is not among the evidence files of this report." },
	Thief:  "Whoever has a copy of a key can sign another continuation of its log, from any head on, and date it at will. Nothing can be changed in what was under a head time-stamped before the copy was made: that head fixes every entry before it.",
	Bounded: func(log, leaves, at, by string) string {
		return "For " + log + ", a head of " + leaves + " entries existed " + at + " at the latest, according to " + by + ": those entries were signed before, and nothing more recent can have slipped in among them."
	},
	Unbounded: func(logs string) string {
		return "No time stamp by an authority that the policy supplied by the author of the report names attests a head of " + logs + ": nothing here would tell what a thief of the key had signed from what was signed before the theft."
	},
	Witness: "That no other continuation exists, only an outside witness who cosigned the heads can say.",
}
