package bundle

// What only someone outside can vouch for: when, whether alone, and who.

func (v *verifier) time() {
	n := len(v.account.Stamps)
	switch {
	case v.policy == nil:
		v.account.Stamps = nil
		v.add(Time, "time stamps", Unchecked, some(n,
			Words{"aucune politique n’est donnée, et il n’y a aucun jeton", "no policy was given, and there are no tokens"},
			Words{"aucune politique n’est donnée : 1 jeton, d’aucune autorité connue", "no policy was given: 1 token, of no known authority"},
			Words{"aucune politique n’est donnée : %d jetons, d’aucune autorité connue", "no policy was given: %d tokens, of no known authority"}))
	case len(v.policy.Authorities) == 0:
		v.account.Stamps = nil
		v.add(Time, "time stamps", NotAsked, say("la politique ne nomme aucune autorité : le moment où ces entrées ont été consignées n’est pas attesté", "the policy names no authority: when these entries were recorded is not attested"))
	default:
		v.account.Attested, v.account.bounds = true, nil
		v.attested(v.trusted())
	}
}

// attested says how much of the account lies before stamps of two authorities of
// the policy. That they have nothing to do with each other it can't say.
func (v *verifier) attested(strangers int) {
	total, bounded := 0, 0
	for _, t := range v.account.Targets {
		for _, s := range t.segments {
			total++
			if _, ok := v.account.NotAfter(s.Index); ok {
				bounded++
			}
		}
	}
	result := OK
	if bounded == 0 && total > 0 || len(v.policy.Authorities) < 2 {
		result = Unchecked
	}
	tokens := of(len(v.account.Stamps), "jeton d’une autorité que nomme la politique", "jetons d’autorités que nomme la politique",
		"token of an authority that the policy names", "tokens of authorities that the policy names")
	others := of(strangers, "autre", "autres", "other", "others")
	var few Words
	if len(v.policy.Authorities) < 2 {
		few = Words{" (la politique ne nomme qu’une autorité ; il en faut deux, distinctes)", " (the policy names one authority; two distinct ones are needed)"}
	}
	v.add(Time, "time stamps", result, say(
		"%[1]s (%[2]s) ; segments consignés avant des horodatages de deux autorités distinctes : %[5]d sur %[6]d ; les autres ne comptent pas"+few.French,
		"%[3]s (%[4]s); segments recorded before time stamps of two distinct authorities: %[5]d of %[6]d; the rest do not count"+few.English,
		tokens.French, others.French, tokens.English, others.English, bounded, total))
}

func (v *verifier) history() {
	switch {
	case v.policy == nil:
		v.add(History, "witnesses", Unchecked, say("aucune politique n’est donnée : d’autres versions de ce journal peuvent exister", "no policy was given: other histories may exist"))
	default:
		v.account.quorum = v.policy.Quorum != "none"
		v.witnessed()
	}
}

func (v *verifier) identity() {
	switch {
	case v.policy == nil:
		v.add(Identity, "log key", Unchecked, say("aucune politique n’est donnée : la clé du journal n’est attribuée à personne", "no policy was given: nobody vouches for the log's key"))
	case v.policy.HasKey(v.disclosure.Key):
		v.add(Identity, "log key", OK, say("la clé du journal est celle que nomme la politique", "the log's key is the one the policy names"))
	case v.policy.HasOrigin(v.disclosure.Origin):
		v.add(Identity, "log key", Failed, say("la politique donne une autre clé pour ce journal", "the policy gives another key for this log"))
	default:
		v.add(Identity, "log key", Unchecked, say("la politique ne connaît pas ce journal", "the policy does not know this log"))
	}
}
