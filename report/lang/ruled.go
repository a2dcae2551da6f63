package lang

// ruledFrench says when a page is said to be in which state, in a sentence and
// word by word: how many changes were measured before (steps), by how many
// points it must differ beyond them (margin), how like (alike) and how much in
// agreement (agree) with what was seen before it must be, both in per cent, and
// how many answers in a row must say so (rounds).
func ruledFrench(steps, margin, alike, agree, rounds int64) (string, []Term) {
	n := French.Number
	return "Un état n’est retenu que si " + n.Count(rounds, "réponse au moins le dit", "réponses de suite au moins le disent") + "\u00a0; sinon, il est dit à examiner, ou inconnu. Une réponse venue d’un cache n’établit ni une perte ni un retour.",
		[]Term{
			{"disparue, remplacée, vide", "La page avait auparavant porté un contenu à elle. Une réponse vide, ou selon laquelle la page n’existe pas, n’établit rien si elle annonce elle-même n’être que pour un temps, ou mène un navigateur ailleurs (en-têtes Retry-After et Refresh)."},
			{"ramenée à un état antérieur", "Un contenu déjà vu est de retour, ou un contenu qui lui ressemble à " + n.Int(alike) + "\u00a0% au moins et s’accorde avec lui dans " + n.Int(agree) + "\u00a0% au moins de ce qui le distingue du dernier\u00a0; et l’écart dépasse de plus de " + n.Int(margin) + " points celui de toutes les modifications précédentes, " + n.Count(steps, "au moins ayant été mesurée", "au moins ayant été mesurées") + ". Sous réserve\u00a0: un contenu déjà vu est tel quel de retour après un échec."},
			{"revenue en partie", "Après un échec, 95\u00a0% au moins de ce qui est de retour figurait dans le dernier contenu."},
			{"un échec écarte le doute", "S’il a duré cinq minutes au moins et pris fin juste avant la première réponse sans le contenu\u00a0: moins d’une heure avant\u00a0; ou, de ce qui est demandé plus rarement, si cette réponse est celle de la question suivante prévue, et si le temps que nul n’a vu n’excède pas la durée de l’échec. Pour une page revenue en partie ou à un état antérieur, s’il a duré une heure au moins, ou si une page disparue, vide ou par défaut l’a suivi. Pour une page revenue en partie, si de plus le programme du site n’a pu le donner lui-même."},
			{"un serveur placé devant le site", "Ce qui est venu par lui (réseau de diffusion, cache, pare-feu, répartiteur de charge) appelle un examen, à moins que la même page, demandée au serveur d’origine lui-même, n’ait perdu le même contenu de la même façon."},
		}
}

func ruledEnglish(steps, margin, alike, agree, rounds int64) (string, []Term) {
	n := English.Number
	return "A state is retained only if at least " + n.Count(rounds, "answer says so", "answers in a row say so") + "; else it is said to need review, or to be unknown. An answer from a cache establishes neither a loss nor a return.",
		[]Term{
			{"gone, replaced, empty", "The page had shown content of its own before. An answer that is empty, or says that the page does not exist, establishes nothing where it announces by itself that it is for a while only, or leads a browser elsewhere (fields Retry-After and Refresh)."},
			{"put back to an earlier state", "Content seen before is back, or content that is at least " + n.Int(alike) + "% like it and agrees with it in at least " + n.Int(agree) + "% of what tells it from the last; and the difference goes beyond that of all changes before by more than " + n.Int(margin) + " points, at least " + n.Count(steps, "having been measured", "having been measured") + ". With a reservation: after a failure, the very content seen before is back."},
			{"back in part", "After a failure, at least 95% of what is back was in the last content."},
			{"a failure sets doubt aside", "Where it lasted at least five minutes and ended directly before the first answer without the content: less than an hour before; or, of what is asked more seldom, where that answer is to the next question that was due, and the time that nobody saw is no longer than the failure. For a page back in part or put back to an earlier state, where it lasted at least an hour, or where a page that was gone, empty or a default one followed it. For a page back in part, where moreover the site’s own program cannot have given it."},
			{"a server in front of the site", "What came through it (CDN, cache, firewall, load balancer) needs review, unless the same page, asked of the origin server itself, lost the same content in the same way."},
		}
}

// What a list proves, and what becomes of a file by it.
var (
	heldTermsFrench = []Term{
		{"retenue", "Une liste interrompue ne prouve rien\u00a0: elle n’est pas retenue, et ce qui y manque n’est pas tenu pour perdu."},
		{"disparu", "Le fichier n’est plus à sa place, son contenu n’a été retrouvé sous aucun autre nom dans la même liste, et la liste retenue suivante du même point d’observation ne le contenait pas non plus. Vu pendant ce temps par un autre point d’observation, il n’est pas dit disparu, sauf si ce dernier l’avait lui aussi constaté disparu auparavant\u00a0: il était alors revenu au plus tard à cet instant."},
		{"inconnu", "Cela n’a pas pu être su. D’un site suivi de lien en lien, une page qui n’est plus trouvée n’est jamais dite disparue\u00a0: elle peut n’être plus liée."},
	}
	heldTermsEnglish = []Term{
		{"retained", "A list that broke off proves nothing: it is not retained, and what it lacks is not held to be lost."},
		{"gone", "The file is no longer in its place, its content was found under no other name in the same list, and the next list that the same vantage made and that is retained lacked it too. One that another vantage saw meanwhile is not called gone, unless that vantage had itself found it gone before: it was then back by that sight at the latest."},
		{"unknown", "It could not be known. Of a site followed from link to link, a page that is no longer found is never called gone: links to it may be all that went."},
	}
)

// What must all be established for a store’s loss to call for no review.
var (
	unsureTermsFrench = []Term{
		{"un échec", "L’espace, ou ce qui était demandé d’autre à la même machine, avait échoué juste avant, pendant cinq minutes au moins et autrement que par un refus\u00a0; la liste qui manque de ces fichiers a été commencée dans l’heure, ou dans un délai qui n’excède pas la durée de l’échec."},
		{"une confirmation", "Un autre point d’observation le constate aussi."},
		{"hors de l’ordinaire", "Au moins trois intervalles d’une liste à la suivante avaient été mesurés, et une part plus grande des fichiers est partie que dans chacun d’eux."},
		{"rien à leur place", "Aucun autre fichier ne peut avoir pris leur place."},
	}
	unsureTermsEnglish = []Term{
		{"a failure", "The store, or what else was asked of the same machine, had failed directly before, for five minutes at least and otherwise than by a refusal; the list that lacks the files was begun within an hour, or within no more time than the failure had lasted."},
		{"a confirmation", "Another vantage found it too."},
		{"out of the ordinary", "At least three steps from one list to the next had been measured, and a greater share of the files left than in any of them."},
		{"nothing in their place", "No other file can have taken their place."},
	}
)
