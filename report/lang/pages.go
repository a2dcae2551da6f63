package lang

// Pages is the chapter of what became of pages.
type Pages struct {
	Chapter   string
	Intro     string
	Rule      func(steps, margin, alike, agree, rounds int64) (string, []Term)
	Judged    string // heading of that, where it stands after the sites
	Unruled   string // the method does not judge pages
	Known     func(name string, version int, digest string, pages int64, settled bool) string
	Added     func(name string, version int, digest string, pages int64, log, since string) string
	Caution   string                  // who did it is not said
	Abridged  func(most int64) string // addresses are cut after so many characters, and where they are whole
	None      string                  // nothing but ordinary life
	NoPages   string
	Heading   func(site string) string
	Alone     string                                                        // pages that have no site
	Unsited   string                                                        // how the summary speaks of them
	OfUnsited string                                                        // how a table does
	Site      func(named bool, pages, lost, doubtful, missing int64) string // named: they are of a site; doubtful: of the lost, those that need review

	Replaced func(page, of string, sure bool) string // not sure, here and below: the loss needs review
	Sorts    map[string]string                       // what the page of the catalogue was
	Whose    map[string]string                       // of the catalogue, where that is no name of a product
	Gone     func(page string, sure bool) string
	Without  func(page string, sure bool) string // its own content, where no row says what came in its place
	AskedAt  func(page, address string) string   // whichever its name led to
	Emptied  func(page string, sure bool) string
	Partial  func(page string, held, of int64, sure bool) string
	Rolled   func(page string, exactly, sure bool, from, last string) string
	Sides    func(n, of, like, alike int64) string
	Work     func(span string) string
	Bounds   func(last, first string) string
	Failed   func(first, last, unseen string) string // directly before
	Above    string                                  // in place of that: they stand above
	Same     string                                  // in place of that, and of what follows: the loss said just before, in another state
	Back     func(at string) string
	Anew     func(at string) string // another content is the page's own since
	Still    func(at string) string
	Doubtful string // before the doubts
	Doubts   map[string]string
	Marked   func(marks string) string // in a cell: the doubts stand beneath the table, under these letters

	Edits    func(n int64) string // own content, edited so often
	Followed func(n int64) string // contents that followed one another
	Then     func(digest, since string) string

	ByKind   func(site string) string // what was lost of it, by kind of page
	Figures  [5]string                // the kind, so many lost, their bytes, so many back, so many missing
	Examples func(site string) string
	BackOn   string // a page's content was

	Table    func(page string) string
	By       func(vantage string) string // after that: as which saw it
	State    string
	States   map[string]string
	From     string
	To       string
	Like     string
	Digest   string
	Of       func(n, of int64) string
	Variance func(contents, steps int64) string
	Extent   func(lowest, middle string, steps, returned int64) string
	Unread   func(n int64) string

	Ordinary      string // table: the pages of which nothing else is to be told
	OrdinaryTable string
	Page          string
	Contents      string
	Changes       string
	Lowest        string
	Vantage       string
	Others        func(n int) string

	Summed func(sites string, lost, doubtful, missing int64, where string) string
	Review func(n int, where string) string

	NoPictures string
	Moments    map[string]string // before, during and after
	Shown      string
	Missed     func(n int64) string
	More       func(n int64) string                               // pictures that are in the evidence alone
	Committed  func(notBefore, notAfter string) string            // a picture was entered in the log
	Entire     string                                             // the picture of the page from its top
	Wholes     string                                             // those pictures, side by side
	CutOff     string                                             // the page went on below
	Again      string                                             // the browser asked by itself
	Furnished  func(states, parts, unanswered, left int64) string // what it takes to show states again
}

var pagesFrench = Pages{
	Chapter: "Sort des pages",
	Intro:   "Ce chapitre compare, page par page et pour chaque point d’observation, ce qui a été reçu au fil du temps. Une modification ordinaire n’est pas une perte\u00a0: ce qu’étaient les modifications de la page avant la défaillance a été mesuré et figure plus bas. La ressemblance de deux contenus est le nombre de suites de trois mots qu’ils ont en commun, sur celles que contient l’un ou l’autre, dates et heures laissées de côté.",
	Rule:    ruledFrench,
	Judged:  "Comment une perte a été reconnue", Unruled: "La méthode de ce rapport ne dit pas quand la modification d’une page est une perte. Aucune n’est donc retenue ici.",
	Known: func(name string, version int, digest string, pages int64, settled bool) string {
		words := "Les pages par défaut ont été reconnues à l’aide du catalogue " + name + ", édition " + French.Number.Int(int64(version)) + ", qui en décrit " + French.Number.Int(pages) + " et dont l’empreinte commence par " + digest + "."
		if settled {
			return words + " C’est celui que la méthode désigne."
		}
		return words + " Ce n’est pas celui que la méthode désigne\u00a0: qui a fait le rapport l’a écrit ou choisi."
	},
	Added: func(name string, version int, digest string, pages int64, log, since string) string {
		return "Le journal " + log + " y ajoute le catalogue " + name + ", édition " + French.Number.Int(int64(version)) + ", consigné le " + since + ", dont l’empreinte commence par " + digest + " et qui décrit " + French.Number.Count(pages, "page", "pages") + "\u00a0: il n’a été employé que pour ce qui a été reçu depuis, et qui tenait ce journal l’a écrit ou choisi."
	},
	Caution: "Ce chapitre ne dit ni qui a retiré ou remis ces pages, ni pourquoi\u00a0: qui tient un site peut le faire lui-même.",
	Abridged: func(most int64) string {
		return "Une adresse de plus de " + French.Number.Int(most) + " caractères est interrompue ici par le signe «\u00a0…\u00a0»\u00a0; elle figure en entier dans le dossier joint."
	},
	None:    "Aucune page observée n’a perdu son contenu\u00a0: rien n’y a été reçu que des modifications ordinaires, telles que mesurées ci-dessous.",
	NoPages: "Aucune page n’a été observée.",
	Heading: func(site string) string { return "Site " + site },
	Alone:   "Pages sans nom de site",
	Unsited: "des pages sans nom de site", OfUnsited: "pages sans nom de site",
	Site: func(named bool, pages, lost, doubtful, missing int64) string {
		n := French.Number
		if lost == 0 {
			return "Aucune des pages observées" + plural(named, " de ce site (", " (") + n.Int(pages) + ") n’est tenue pour perdue\u00a0; ce qui y a été reçu est dit ci-dessous."
		}
		if pages == 1 {
			return "La seule page observée" + plural(named, " de ce site ", " ") + lostFrench[0].of(lost, doubtful) + ofWhichFrench(lost, doubtful) + "\u00a0; à la dernière réponse, " + plural(missing == 0, "elle l’avait retrouvé.", "elle ne l’avait pas retrouvé en entier.")
		}
		return "Sur " + n.Count(pages, "page observée", "pages observées") + plural(named, " de ce site, ", ", ") + n.Count(lost, lostFrench[0].of(lost, doubtful), lostFrench[1].of(lost, doubtful)) + ofWhichFrench(lost, doubtful) + "\u00a0; à la dernière réponse, " + plural(missing == 0, plural(lost == 1, "elle l’avait retrouvé.", "toutes l’avaient retrouvé."), n.Count(missing, "ne l’avait pas retrouvé en entier.", "ne l’avaient pas retrouvé en entier."))
	},
	Replaced: func(page, of string, sure bool) string {
		return "La page " + page + plural(sure, " portait, à la place de son contenu,", " semble avoir perdu son contenu\u00a0: elle portait, à sa place,") + " ce que le catalogue tient pour " + of + "."
	},
	Sorts: map[string]string{"default": "une page par défaut", "suspended": "un avis de suspension", "parked": "une page de nom de domaine à vendre ou en attente", "empty": "une installation ou un dossier sans contenu",
		"closed": "un avis de fermeture temporaire", "unavailable": "une page d’erreur du serveur"},
	Whose: map[string]string{"a host's empty account": "compte vide d’un hébergeur", "a host": "d’un hébergeur", "a registrar or a seller of names": "d’un bureau d’enregistrement ou d’un vendeur de noms",
		"an installation that was begun": "installation commencée", "a folder without a page": "dossier sans page", "a notice of closure": "avis de fermeture", "a notice of maintenance": "avis d’entretien",
		"Apache, status 503": "Apache, état 503", "Apache, status 502": "Apache, état 502", "a web server": "d’un serveur web"},
	Gone: func(page string, sure bool) string {
		if !sure {
			return "La page " + page + " semble avoir perdu son contenu\u00a0: à sa place, le serveur a répondu qu’elle n’existait pas."
		}
		return "À la place de la page " + page + ", le serveur a répondu qu’elle n’existait pas."
	},
	Without: func(page string, sure bool) string {
		return "La page " + page + plural(sure, " ne portait plus son contenu.", " semble n’avoir plus porté son contenu.")
	},
	AskedAt: func(page, address string) string {
		return page + " (demandée à l’adresse " + address + ", quelle que soit celle à laquelle menait son nom)"
	},
	Emptied: func(page string, sure bool) string {
		return "La page " + page + plural(sure, " a été", " semble avoir perdu son contenu\u00a0: elle a été") + " servie sans un seul octet de contenu."
	},
	Partial: func(page string, held, of int64, sure bool) string {
		return "La page " + page + plural(sure, " n’est revenue", " semble n’être revenue") + " qu’en partie\u00a0: sur les " + French.Number.Int(of) + " suites de mots comparées de son dernier contenu, " + French.Number.Int(held) + plural(held > 1, " y étaient.", " y était.")
	},
	Rolled: func(page string, exactly, sure bool, from, last string) string {
		what := "un contenu qui s’accorde avec celui"
		if exactly {
			what = "le contenu"
		}
		return "La page " + page + " " + plural(sure, "a été", "semble avoir été") + " ramenée à un état antérieur\u00a0: " + what + " vu du " + from + " au " + last + "."
	},
	Sides: func(n, of, like, alike int64) string {
		return "Sur " + French.Number.Int(of) + " suites de mots qui distinguaient cet état du dernier, " + French.Number.Int(n) + " s’accordaient avec lui\u00a0; les deux avaient en commun " + French.Number.Int(like) + " suites sur " + French.Number.Int(alike) + "."
	},
	Work: func(span string) string {
		return "Ce qui y avait été publié dans le temps qui a suivi (" + span + ") n’était pas dans les réponses."
	},
	Bounds: func(last, first string) string {
		return "La dernière question qui a obtenu le contenu perdu a été posée le " + last + "\u00a0; la première réponse retenue sans lui, défaillances laissées de côté, a été reçue en entier le " + first + "."
	},
	Failed: func(first, last, unseen string) string {
		return "Juste avant, du " + first + " au " + last + ", la page n’avait pas répondu, ou par une erreur\u00a0; ce qu’elle est devenue ensuite n’a pas été observé pendant au plus " + unseen + "."
	},
	Above: "Les bornes de cette perte sont celles du tableau qui précède.",
	Same:  "C’est la perte qui vient d’être dite\u00a0: les bornes, le retour et les réserves en sont les mêmes.",
	Back:  func(at string) string { return "Le contenu était de retour le " + at + "." },
	Anew: func(at string) string {
		return "La page a depuis le " + at + " un autre contenu à elle\u00a0; ce qui avait été perdu n’est pas revenu."
	},
	Still:    func(at string) string { return "À la dernière réponse, le " + at + ", il n’était pas revenu." },
	Doubtful: "À examiner", Marked: func(marks string) string { return "à examiner (" + marks + ")" },
	Doubts: map[string]string{
		"one-vantage": "un seul point d’observation l’a vu, ou trop peu", "contested": "un autre point d’observation recevait le contenu pendant ce temps", "once": "une seule réponse le dit",
		"never-other": "rien d’autre n’y avait jamais été vu", "few-steps": "trop peu de modifications avaient été vues pour savoir lesquelles sont ordinaires",
		"no-failure": "aucun échec de cinq minutes au moins n’avait pris fin juste avant, et qui tient le site a pu le faire lui-même",
		"own-hand":   "un échec de moins d’une heure seul avait précédé, et qui tient le site a pu changer la page lui-même", "returned-before": "la page était déjà revenue aussi loin en arrière sans que rien n’échoue",
		"served-otherwise": "un autre point d’observation recevait un autre contenu pendant ce temps", "led-elsewhere": "le contenu perdu, ou ce qui a été reçu ensuite, venait d’un autre hôte, où menaient des redirections",
		"new-address": "la réponse venait d’une adresse qui n’avait jamais donné le contenu de la page", "account": "la page est demandée sous un compte, et rien n’établit que c’était toujours le même", "provider-changed": "le fournisseur ou le site indiqué pour la page avait changé entre-temps",
		"own-notice": "reconnue à ses seuls mots, elle en porte aussi qui sont de la page même, et qui tient le site a pu l’écrire", "meant": "la réponse 410 dit que la page a été retirée à dessein", "own-program": "ce qui avait échoué avait répondu, comme le peut le programme même du site, et qui le tient a pu changer la page lui-même", "other-question": "demandée autrement, la même adresse donnait le contenu pendant ce temps",
		"small":  "l’écart n’est pas plus grand qu’une modification ordinaire",
		"unlike": "le contenu est autre, et plus éloigné du dernier que toute modification précédente", "no-text": "seules des empreintes ont pu être comparées",
		"too-many": "trop de contenus pour être tous lus", "elsewhere": "des redirections avaient mené à un autre hôte, qui n’avait jamais donné ce contenu", "front": "un serveur frontal a répondu de lui-même", "through-front": "la réponse est venue par un serveur placé devant le site, qui a pu la donner de lui-même", "announced": "la réponse disait elle-même n’être que pour un temps, ou menait ailleurs", "maintenance": "cela n’a été vu que pendant un entretien que le fournisseur avait annoncé", "cached": "la réponse venait d’un cache, qui ne dit que ce qui a été", "between": "un autre contenu y avait été vu depuis, et nul ne peut dire de qui il était", "chosen": "la page n’a été reconnue que par un catalogue qu’ajoute le journal", "failing": "aucune réponse portant le contenu de la page n’est venue",
	},
	ByKind:   func(site string) string { return "Pages perdues de " + site + ", par genre" },
	Figures:  [5]string{"Genre", "Perdues", "Octets perdus", "Revenues", "Manquent"},
	Examples: func(site string) string { return "Pages perdues de " + site }, BackOn: "Revenue le",
	Edits:    func(n int64) string { return "contenu propre, modifié " + French.Number.Int(n) + "\u00a0fois" },
	Followed: func(n int64) string { return French.Number.Count(n, "contenu", "contenus") + " à la suite" },
	Then:     func(digest, since string) string { return "puis " + digest + ", dès le " + since },
	By:       func(vantage string) string { return ", d’après " + vantage },
	Table:    func(page string) string { return "États de " + page }, State: "État",
	States: map[string]string{"unchanged": "inchangée", "edited": "modifiée", "gone": "disparue", "replaced": "remplacée", "rolled-back": "état antérieur", "partial": "en partie", "emptied": "vide", "closed": "fermée", "unknown": "inconnu"},
	From:   "Reçu dès le", To: "Demandé jusqu’au", Like: "Ressemblance", Digest: "Empreinte",
	Of: func(n, of int64) string { return French.Number.Int(n) + " sur " + French.Number.Int(of) },
	Variance: func(contents, steps int64) string {
		return "Auparavant, " + French.Number.Count(contents, "contenu propre à la page a été vu", "contenus propres à la page ont été vus") + ", et " + French.Number.Count(steps, "modification a été mesurée", "modifications ont été mesurées") + "."
	},
	Extent: func(lowest, middle string, steps, returned int64) string {
		if steps == 1 {
			return "Elle a laissé " + lowest + " suites de mots communes\u00a0; " + plural(returned > 0, "elle est revenue", "elle n’est pas revenue") + " à un contenu antérieur."
		}
		back := "aucune n’est revenue à un contenu antérieur"
		if returned > 0 {
			back = French.Number.Count(returned, "est revenue à un contenu antérieur", "sont revenues à un contenu antérieur")
		}
		return "La plus grande a laissé " + lowest + " suites de mots communes, la médiane " + middle + "\u00a0; " + back + "."
	},
	Unread: func(n int64) string {
		return French.Number.Count(n, "contenu n’a pas été lu", "contenus n’ont pas été lus") + "\u00a0: il y en avait trop. Leurs empreintes seules ont été comparées."
	},
	Ordinary: "Pages qui n’ont porté que leur propre contenu", OrdinaryTable: "Modifications ordinaires, page par page", Page: "Page", Contents: "Contenus", Changes: "Mesurées", Lowest: "La moins ressemblante", Vantage: "Vue de",
	Others: func(n int) string { return "Le dossier joint donne les autres (" + French.Number.Int(int64(n)) + ")." },
	Summed: func(sites string, lost, doubtful, missing int64, where string) string {
		return "Sur " + sites + ", " + French.Number.Count(lost, "page observée "+lostFrench[0].of(lost, doubtful), "pages observées "+lostFrench[1].of(lost, doubtful)) + ofWhichFrench(lost, doubtful) + "\u00a0; " + plural(missing == 0, "toutes l’avaient retrouvé", French.Number.Count(missing, "ne l’avait pas retrouvé en entier", "ne l’avaient pas retrouvé en entier")) + " à la dernière réponse (" + where + ")."
	},
	Review: func(n int, where string) string {
		return "Le sort de " + French.Number.Count(int64(n), "autre page est", "autres pages est") + " à examiner (" + where + ")."
	},
	NoPictures: "Aucune image de ces pages n’a été prise par un navigateur.",
	Moments:    map[string]string{"before": "Avant", "during": "Pendant", "after": "Après"},
	Shown:      "La page telle qu’un navigateur l’a montrée.",
	Missed: func(n int64) string {
		return French.Number.Count(n, "autre image n’a pas pu être prise.", "autres images n’ont pas pu être prises.")
	},
	Again: "Le navigateur a demandé la page par lui-même, à l’heure dite sous chaque image\u00a0; ce qu’il a reçu peut différer de la réponse conservée. Les images de la page entière figurent au dossier de preuve, dans data/files, chacune sous son empreinte.",
	Committed: func(notBefore, notAfter string) string {
		return "inscrite entre " + notBefore + " et " + notAfter
	},
	Entire: "page entière",
	Wholes: "La page entière, du haut vers le bas, aux mêmes moments et à une même échelle, réduite pour l’impression. Sous chacune, le début de l’empreinte de l’image telle qu’elle a été prise.",
	CutOff: "coupée en bas",
	More: func(n int64) string {
		return French.Number.Count(n, "autre image de cette page figure", "autres images de cette page figurent") + " au dossier de preuve, sous l’empreinte que donne le dossier joint."
	},
	Furnished: func(states, parts, unanswered, left int64) string {
		n := French.Number
		if parts+unanswered+left == 0 {
			return "Pour " + n.Count(states, "état de la page", "états de la page") + ", aucune feuille de style, image ou police à demander n’était nommée."
		}
		words := "Pour " + n.Count(states, "état de la page", "états de la page") + ", les feuilles de style, images et polices que la page nommait ont été demandées à leur tour\u00a0: " + plural(parts == 0, "aucune réponse n’a été conservée", n.Count(parts, "réponse a été conservée", "réponses ont été conservées")+" au dossier de preuve")
		if unanswered > 0 {
			words += "\u00a0; " + n.Count(unanswered, "élément n’a pas été obtenu", "éléments n’ont pas été obtenus")
		}
		if left > 0 {
			words += "\u00a0; " + n.Count(left, "élément a été laissé de côté", "éléments ont été laissés de côté") + ", au-delà de ce qui était prévu"
		}
		return words + "."
	},
}

var pagesEnglish = Pages{
	Chapter: "What became of pages",
	Intro:   "This chapter compares, page by page and for each vantage, what was received over time. An ordinary change is no loss: what changes of the page were like before the failure was measured, and is given below. The likeness of two contents is how many runs of three words they share, out of those that either has, dates and clocks left out.",
	Rule:    ruledEnglish,
	Judged:  "How a loss was recognised", Unruled: "The method of this report does not say when a change of a page is a loss. None is therefore retained here.",
	Known: func(name string, version int, digest string, pages int64, settled bool) string {
		words := "Default pages were recognised by catalogue " + name + ", edition " + English.Number.Int(int64(version)) + ", which describes " + English.Number.Int(pages) + " of them and whose digest begins with " + digest + "."
		if settled {
			return words + " It is the one that the method names."
		}
		return words + " It is not the one that the method names: whoever made the report wrote or chose it."
	},
	Added: func(name string, version int, digest string, pages int64, log, since string) string {
		return "Log " + log + " adds catalogue " + name + ", edition " + English.Number.Int(int64(version)) + ", entered on " + since + ", whose digest begins with " + digest + " and which describes " + English.Number.Count(pages, "page", "pages") + ": it was used only for what was received since, and whoever kept that log wrote or chose it."
	},
	Caution: "This chapter says neither who removed or put back these pages nor why: whoever runs a site can do so.",
	Abridged: func(most int64) string {
		return "An address of more than " + English.Number.Int(most) + " characters is broken off here by the sign “…”; it stands whole in the attached dossier."
	},
	None:    "No page watched lost its content: nothing was received there but ordinary changes, as measured below.",
	NoPages: "No page was watched.",
	Heading: func(site string) string { return "Site " + site },
	Alone:   "Pages without the name of a site",
	Unsited: "pages without the name of a site", OfUnsited: "pages without the name of a site",
	Site: func(named bool, pages, lost, doubtful, missing int64) string {
		n := English.Number
		if lost == 0 {
			return "None of the pages watched" + plural(named, " of this site (", " (") + n.Int(pages) + ") is held to be lost; what was received there is told below."
		}
		if pages == 1 {
			return "The only page watched" + plural(named, " of this site ", " ") + lostEnglish[0].of(lost, doubtful) + ofWhichEnglish(lost, doubtful) + "; as of the last answer, " + plural(missing == 0, "it had it back.", "it did not have all of it back.")
		}
		return "Of " + n.Count(pages, "page watched", "pages watched") + plural(named, " of this site, ", ", ") + n.Count(lost, lostEnglish[0].of(lost, doubtful), lostEnglish[1].of(lost, doubtful)) + ofWhichEnglish(lost, doubtful) + "; as of the last answer, " + plural(missing == 0, plural(lost == 1, "it had it back.", "all had it back."), n.Count(missing, "did not have all of it back.", "did not have all of it back."))
	},
	Replaced: func(page, of string, sure bool) string {
		return "Page " + page + plural(sure, " held, in place of its content,", " seems to have lost its content: it held, in its place,") + " what the catalogue takes for " + of + "."
	},
	Sorts: map[string]string{"default": "a default page", "suspended": "a notice of suspension", "parked": "a page of a name for sale or parked", "empty": "an installation or a folder without content",
		"closed": "a notice of closure for a while", "unavailable": "an error page of the server"},
	Whose: map[string]string{"a host's empty account": "a host’s empty account", "an installation that was begun": "an installation that was begun", "a folder without a page": "a folder without a page", "a notice of closure": "a notice of closure", "a notice of maintenance": "a notice of maintenance",
		"Apache, status 503": "Apache, status 503", "Apache, status 502": "Apache, status 502", "a host": "of a host", "a registrar or a seller of names": "of a registrar or a seller of names", "a web server": "of a web server"},
	Gone: func(page string, sure bool) string {
		if !sure {
			return "Page " + page + " seems to have lost its content: in its place, the server answered that it did not exist."
		}
		return "In place of page " + page + ", the server answered that it did not exist."
	},
	Without: func(page string, sure bool) string {
		return "Page " + page + plural(sure, " no longer held its content.", " seems to have held its content no longer.")
	},
	AskedAt: func(page, address string) string {
		return page + " (asked for at address " + address + ", whichever address its name led to)"
	},
	Emptied: func(page string, sure bool) string {
		return "Page " + page + plural(sure, " was", " seems to have lost its content: it was") + " served without a single byte of content."
	},
	Partial: func(page string, held, of int64, sure bool) string {
		return "Page " + page + plural(sure, " came back", " seems to have come back") + " in part only: of the " + English.Number.Int(of) + " runs of words of its last content that were compared, " + English.Number.Int(held) + plural(held > 1, " were in it.", " was in it.")
	},
	Rolled: func(page string, exactly, sure bool, from, last string) string {
		what := "content that agrees with the one"
		if exactly {
			what = "the content"
		}
		return "Page " + page + " " + plural(sure, "was", "seems to have been") + " put back to an earlier state: " + what + " seen from " + from + " to " + last + "."
	},
	Sides: func(n, of, like, alike int64) string {
		return "Of " + English.Number.Int(of) + " runs of words that told this state from the last, " + English.Number.Int(n) + " agreed with it; the two shared " + English.Number.Int(like) + " runs out of " + English.Number.Int(alike) + "."
	},
	Work: func(span string) string {
		return "What was published there in the time that followed (" + span + ") was not in the answers."
	},
	Bounds: func(last, first string) string {
		return "The last question that was answered with the content lost was put on " + last + "; the first answer retained without it, failures left aside, was complete on " + first + "."
	},
	Failed: func(first, last, unseen string) string {
		return "Directly before, from " + first + " to " + last + ", the page had not answered, or with an error; for at most " + unseen + " then, nobody saw what became of it."
	},
	Above: "The bounds of this loss are those of the table above.",
	Same:  "It is the loss that was just told: its bounds, its return and what is held against it are the same.",
	Back:  func(at string) string { return "The content was back on " + at + "." },
	Anew: func(at string) string {
		return "Since " + at + ", the page has had another content of its own; what was lost has not come back."
	},
	Still:    func(at string) string { return "As of the last answer, on " + at + ", it had not come back." },
	Doubtful: "To be reviewed", Marked: func(marks string) string { return "to be reviewed (" + marks + ")" },
	Doubts: map[string]string{
		"one-vantage": "one vantage alone saw it, or too few", "contested": "another vantage was served the content meanwhile", "once": "one answer alone says so",
		"never-other": "nothing else had ever been seen there", "few-steps": "too few changes had been seen to know which are ordinary",
		"no-failure": "no failure of at least five minutes had ended directly before, and whoever runs the site may have done it",
		"own-hand":   "only a failure of less than an hour had come before, and whoever runs the site may have changed the page", "returned-before": "the page had gone back as far before while nothing failed",
		"served-otherwise": "another vantage was served another content meanwhile", "led-elsewhere": "the content that is lost, or what was received then, came from another host, to which redirects led",
		"new-address": "the answer came from an address that had never given the content of the page", "account": "the page is asked for under an account, and nothing establishes that it was always the same", "provider-changed": "the provider or the site named for the page had changed meanwhile",
		"own-notice": "known by its words alone, it bears words of the page itself too, and whoever runs the site may have written it", "meant": "answer 410 says that the page was removed on purpose", "own-program": "what had failed had answered, as the site’s own program can, and whoever runs it may have changed the page", "other-question": "asked otherwise, the same address gave the content meanwhile",
		"small":  "the difference is no larger than an ordinary change",
		"unlike": "the content is another, further from the last than any change before", "no-text": "only digests could be compared",
		"too-many": "too many contents for all to be read", "elsewhere": "redirects had led to another host, which had never given this content", "front": "a front server answered by itself", "through-front": "the answer came through a server in front of the site, which may have given it by itself", "announced": "the answer itself said that it was for a while only, or led elsewhere", "maintenance": "it was seen only during maintenance that the provider had announced", "cached": "the answer came from a cache, which only tells what once was", "between": "another content had been seen there since, and nobody can tell whose it was", "chosen": "the page was recognised only by a catalogue that the log adds", "failing": "no answer with the content of the page came",
	},
	ByKind:   func(site string) string { return "Pages lost of " + site + ", by kind" },
	Figures:  [5]string{"Kind", "Lost", "Bytes lost", "Back", "Missing"},
	Examples: func(site string) string { return "Pages lost of " + site }, BackOn: "Back on",
	Edits: func(n int64) string {
		return "own content, edited " + plural(n == 1, "once", English.Number.Int(n)+"\u00a0times")
	},
	Followed: func(n int64) string { return English.Number.Count(n, "content", "contents") + " in turn" },
	Then:     func(digest, since string) string { return "then " + digest + ", from " + since },
	By:       func(vantage string) string { return ", as seen from " + vantage },
	Table:    func(page string) string { return "States of " + page }, State: "State",
	States: map[string]string{"unchanged": "unchanged", "edited": "edited", "gone": "gone", "replaced": "replaced", "rolled-back": "earlier state", "partial": "in part", "emptied": "empty", "closed": "closed", "unknown": "unknown"},
	From:   "Received from", To: "Asked until", Like: "Likeness", Digest: "SHA-256",
	Of: func(n, of int64) string { return English.Number.Int(n) + " of " + English.Number.Int(of) },
	Variance: func(contents, steps int64) string {
		return "Before, " + English.Number.Count(contents, "content of the page’s own was seen", "contents of the page’s own were seen") + ", and " + English.Number.Count(steps, "change was measured", "changes were measured") + "."
	},
	Extent: func(lowest, middle string, steps, returned int64) string {
		if steps == 1 {
			return "It left " + lowest + " runs of words in common; " + plural(returned > 0, "it went back", "it did not go back") + " to an earlier content."
		}
		back := "none went back to an earlier content"
		if returned > 0 {
			back = English.Number.Count(returned, "went back to an earlier content", "went back to an earlier content")
		}
		return "The largest left " + lowest + " runs of words in common, the median " + middle + "; " + back + "."
	},
	Unread: func(n int64) string {
		return English.Number.Count(n, "content was not read", "contents were not read") + ": there were too many. Their digests alone were compared."
	},
	Ordinary: "Pages that showed nothing but their own content", OrdinaryTable: "Ordinary changes, page by page", Page: "Address of page", Contents: "Contents seen", Changes: "Measured", Lowest: "Least alike", Vantage: "Seen from",
	Others: func(n int) string {
		return "The attached dossier gives the others (" + English.Number.Int(int64(n)) + ")."
	},
	Summed: func(sites string, lost, doubtful, missing int64, where string) string {
		return "On " + sites + ", " + English.Number.Count(lost, "page watched "+lostEnglish[0].of(lost, doubtful), "pages watched "+lostEnglish[1].of(lost, doubtful)) + ofWhichEnglish(lost, doubtful) + "; " + plural(missing == 0, "all had it back", English.Number.Count(missing, "did not have all of it back", "did not have all of it back")) + " as of the last answer (" + where + ")."
	},
	Review: func(n int, where string) string {
		return "What became of " + English.Number.Count(int64(n), "other page", "other pages") + " needs review (" + where + ")."
	},
	NoPictures: "No picture of these pages was taken by a browser.",
	Moments:    map[string]string{"before": "Before it", "during": "Meanwhile", "after": "Afterwards"},
	Shown:      "The page as a browser showed it.",
	Missed: func(n int64) string {
		return English.Number.Count(n, "other picture could not be taken.", "other pictures could not be taken.")
	},
	Again: "The browser asked for the page by itself, at the time given under each picture; what it received may differ from the answer that was kept. Pictures of the whole page are in the evidence file, in data/files, each under its digest.",
	Committed: func(notBefore, notAfter string) string {
		return "entered between " + notBefore + " and " + notAfter
	},
	Entire: "whole page",
	Wholes: "The whole page from its top, at the same moments and on one scale, reduced for print. Below each, the beginning of the digest of the picture as it was taken.",
	CutOff: "cut off at the foot",
	More: func(n int64) string {
		return English.Number.Count(n, "other picture of this page is", "other pictures of this page are") + " in the evidence file, under the digest that the attached dossier gives."
	},
	Furnished: func(states, parts, unanswered, left int64) string {
		n := English.Number
		if parts+unanswered+left == 0 {
			return "For " + n.Count(states, "state of the page", "states of the page") + ", no style sheet, picture or font to ask for was named."
		}
		words := "For " + n.Count(states, "state of the page", "states of the page") + ", the style sheets, pictures and fonts that the page named were asked for in turn: " + plural(parts == 0, "no answer was kept", n.Count(parts, "answer was kept", "answers were kept")+" in the evidence file")
		if unanswered > 0 {
			words += "; " + n.Count(unanswered, "requisite was not obtained", "requisites were not obtained")
		}
		if left > 0 {
			words += "; " + n.Count(left, "requisite was left out", "requisites were left out") + ", past what was provided for"
		}
		return words + "."
	},
}
