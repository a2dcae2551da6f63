package main

import "time"

// hints are what a configuration that can be used will not let be proven.
func (c *Config) hints() (all []Phrase) {
	for _, t := range c.Targets {
		if t.leavesNoRoom() {
			all = append(all, noRoom(t))
		}
	}
	if n := count(c.Controls, isHere); n > 0 && n == len(c.Controls) {
		all = append(all, say("Les témoins sont tous sur cette machine : ils répondent même sans réseau, et n'en disent rien.",
			"The controls are all on this machine: they answer without any network, and tell nothing of it."))
	}
	if n := count(c.Clock, isServerHere); n > 0 && n == len(c.Clock) {
		all = append(all, say("Les serveurs de temps sont tous sur cette machine : ils ne disent rien d'une heure que d'autres tiennent.",
			"The time servers are all on this machine: they tell nothing of a time that others keep."))
	}
	if n := len(c.Clock); n > 0 && n < 3 {
		all = append(all, fewServers(n))
	}
	return all
}

// isServerHere is [isHere] of a time server.
func isServerHere(server string) bool { return isHere("ntp://" + server) }

func count[T any](list []T, is func(T) bool) (n int) {
	for _, v := range list {
		if is(v) {
			n++
		}
	}
	return n
}

// timeoutWithin is what a question gets that says nothing. One that hangs has
// ended before the next round: two failures with a round missing between them
// prove nothing of the time between. It is no shorter than that takes, for what
// comes later counts as a failure.
func timeoutWithin(interval time.Duration) time.Duration {
	return min(defaultTimeout, interval*3/4)
}

// leavesNoRoom reports whether the next round comes before a question that hangs
// has surely ended.
func (t Target) leavesNoRoom() bool {
	return t.Inventory == nil && !t.isPush() && t.Interval-t.Timeout < min(time.Second, t.Interval/4)
}

func noRoom(t Target) Phrase {
	return say("%q : un délai de %s remplit presque l'intervalle de %s. Tant que le serveur ne répond pas, une ronde sur deux serait manquée, et rien ne serait prouvé entre les autres ; donnez %s au plus.",
		"%q: a timeout of %s nearly fills the interval of %s. While the server does not answer, every other round would be missed, and nothing be proven between the others; give %s at the most.",
		t.Name, short(t.Timeout), short(t.Interval), short(t.Interval-min(time.Second, t.Interval/4)))
}

// fewServers is a hint: of one server nothing is known, and of two only while
// both answer.
func fewServers(n int) Phrase {
	if n == 1 {
		return say("Un seul serveur de temps sous « clock » : l'heure ne sera jamais tenue pour connue ; nommez-en trois ou plus.",
			`One time server alone under "clock": the time will never be held to be known; name three or more.`)
	}
	return say("Deux serveurs de temps sous « clock » : l'heure n'est connue que si les deux répondent et s'accordent ; nommez-en trois ou plus.",
		`Two time servers under "clock": the time is known only while both answer and agree; name three or more.`)
}
