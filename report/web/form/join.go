package form

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"constat/report/web"
	"constat/store/registry"
)

// A sheet is one page of the form, as its template shows it.
type sheet struct {
	Step               string
	Title, Why         string
	No, Of             int
	Asked              []asking
	Mistakes           []mistake
	Noted              bool // it asks only to look again
	Carried            []hidden
	Key, Token         string
	Agreement          *agreement
	Said               []answer
	Action, Again      string
	First, Last, Later bool
	Word               string // why it is shown again
	Bare               bool   // without the trap
}

// agreement is what is agreed to.
type agreement struct {
	Purpose, Text, Version, Until string
	Yes                           bool
	Wrong                         string
}

// answer is one line of what was said.
type answer struct{ Label, Value string }

func (v *visit) begin() {
	v.sheet(0, reading{values: values{}}, "", newKey(), "")
}

// join takes a page of the form and shows the one that comes then.
func (v *visit) join() {
	posted, status := v.posted()
	given, key := known(posted), posted["key"]
	if len(key) != 1 {
		key = []string{""}
	}
	if _, ok := parseKey(key[0]); !ok {
		key[0] = newKey()
	}
	at := slices.IndexFunc(steps, func(s step) bool { return s.id == first(posted["step"]) })
	isLater := first(posted["step"]) == later.id
	if at < 0 {
		at = 0
	}
	v.again = func() {
		if isLater {
			v.later(noCount(first(posted["from"]))%len(steps), reading{values: given}, key[0], "")
		} else {
			v.sheet(at, reading{values: given}, "", key[0], "")
		}
	}
	if status == http.StatusBadRequest && v.word == "" || status == http.StatusRequestEntityTooLarge && !v.genuine(first(posted["token"]), key[0]) {
		v.again = nil // it was no page of ours
	}
	if status != 0 {
		v.wrong(status)
		return
	}
	do := first(posted["go"])
	if add, ok := strings.CutPrefix(do, "add:"); ok {
		v.sheet(at, reading{values: given}, add, key[0], "")
		return
	}
	switch {
	case do == "back" && isLater:
		v.sheet(noCount(first(posted["from"]))%len(steps), reading{values: given}, "", key[0], "")
	case do == "back":
		v.sheet(v.beside(at, given, -1), reading{values: given}, "", key[0], "")
	case do == "send":
		v.send(posted, given, key[0], isLater)
	default:
		r := v.readAll(steps[at:at+1], given)
		if len(r.wrong) > 0 || len(r.noted) > 0 {
			v.sheet(at, r, "", key[0], "")
		} else if do == "later" {
			v.later(at, r, key[0], "")
		} else {
			v.sheet(v.beside(at, given, 1), reading{values: r.values}, "", key[0], "")
		}
	}
}

// posted reads what was sent. When not all of it could be read, or a program fell into the trap, status says so, with
// what could be read.
func (v *visit) posted() (fields url.Values, status int) {
	b, err := io.ReadAll(http.MaxBytesReader(v.w, v.r.Body, maxPost))
	var big *http.MaxBytesError
	switch isBig := errors.As(err, &big); {
	case err != nil && !isBig, !strings.HasPrefix(v.r.Header.Get("Content-Type"), "application/x-www-form-urlencoded"):
		return nil, http.StatusBadRequest
	case isBig:
		b, status = b[:max(bytes.LastIndexByte(b, '&'), 0)], http.StatusRequestEntityTooLarge
	}
	fields, err = url.ParseQuery(string(b))
	switch {
	case err != nil && status == 0:
		return nil, http.StatusBadRequest
	case first(fields["leave-empty"]) != "" && status == 0: // nobody sees this field; programs fill it in, a browser's keeper of passwords too
		v.bare, status = true, http.StatusBadRequest
		v.word = v.lang.Say("Un champ caché, qui devait rester vide, a été rempli, sans doute par un programme de votre navigateur. Rien n'est perdu : continuez ou envoyez encore une fois.",
			"A hidden field that should have stayed empty was filled in, probably by a program in your browser. Nothing is lost: go on, or send once more.")
	}
	return fields, status
}

// kept says, of a page shown again, what stood in the way and that what was typed is still there.
func (v *visit) kept(status int) string {
	switch status {
	case http.StatusTooManyRequests:
		return v.lang.Say("Beaucoup d'envois arrivent de votre connexion. Attendez une minute, puis envoyez encore une fois. Rien n'est perdu : gardez cette page ouverte.", "Many posts are coming from your connection. Wait a minute, then press Send again. Nothing is lost: keep this page open.")
	case http.StatusRequestEntityTooLarge:
		return v.lang.Say("C'est trop long, et rien n'en a été enregistré. Voici ce qui a pu être lu ; raccourcissez vos réponses, puis envoyez encore une fois.", "This is too long, and none of it was saved. Here is what could be read; shorten your answers, then send again.")
	case http.StatusBadRequest:
		return v.lang.Say("Une réponse n'a pas pu être prise, et rien n'a été enregistré. Ce que vous avez écrit est encore là : relisez-le, puis envoyez encore une fois.", "An answer could not be taken, and nothing was saved. What you wrote is still here: read it over, then send again.")
	case http.StatusServiceUnavailable, http.StatusInsufficientStorage:
		return v.lang.Say("Le serveur ne peut rien enregistrer en ce moment. Ce que vous avez écrit est encore là : gardez cette page ouverte et envoyez encore une fois dans quelques minutes.", "The server cannot save anything right now. What you wrote is still here: keep this page open and send again in a few minutes.")
	}
	return v.lang.Say("La faute est de notre côté. Ce que vous avez écrit est encore là : gardez cette page ouverte et envoyez encore une fois dans quelques minutes.", "The fault is ours. What you wrote is still here: keep this page open and send again in a few minutes.")
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// beside is the step before or after, without those left out.
func (v *visit) beside(at int, given values, by int) int {
	for i := at + by; i >= 0 && i < len(steps); i += by {
		if !v.left(steps[i], given) {
			return i
		}
	}
	return at
}

// sheet shows a step. Wrong is what stands in the way of sending, of the agreement.
func (v *visit) sheet(at int, r reading, extra, key, wrong string) {
	s := steps[at]
	p := sheet{Step: s.id, Title: v.lang.Say(s.fr, s.en), No: at + 1, Of: len(steps), Asked: v.shown(s, r, extra), Carried: carried(r.values, s),
		Key: key, Token: v.token(key), Action: v.at("join"), First: at == 0, Last: at == len(steps)-1}
	if s.why[0] != "" {
		p.Why = v.lang.Say(s.why[0], s.why[1])
	}
	if p.Last {
		p.Agreement, p.Said = v.agreement(wrong), v.summary(r.values)
	}
	v.answer(p, wrong, len(r.wrong) == 0 && len(r.noted) > 0)
}

// later shows who leaves early what they agree to.
func (v *visit) later(at int, r reading, key, wrong string) {
	p := sheet{Step: later.id, Title: v.lang.Say(later.fr, later.en), Why: v.lang.Say(later.why[0], later.why[1]), Carried: append(carried(r.values, step{}), hidden{"from", itoa(at)}),
		Key: key, Token: v.token(key), Action: v.at("join"), Later: true, Agreement: v.agreement(wrong), Said: v.summary(r.values)}
	v.answer(p, wrong, false)
}

func (v *visit) answer(p sheet, wrong string, noted bool) {
	p.Mistakes, p.Noted, p.Word, p.Bare = mistakes(p.Asked), noted, v.word, v.bare
	if wrong != "" {
		p.Mistakes = append(p.Mistakes, mistake{"#agree", v.lang.Say("Votre accord", "Your agreement"), wrong})
	}
	title, status := p.Title, http.StatusOK
	if len(p.Mistakes) > 0 {
		title, status = v.lang.Say("À revoir : %s", "To look at: %s", title), http.StatusUnprocessableEntity
	}
	if v.word != "" {
		status = v.status
	}
	// With no-store the Back of a browser would show an error instead of the page before.
	v.w.Header().Set("Cache-Control", "private, no-cache")
	v.show(web.Page{Title: title, Body: pageSheet, Of: p, Status: status})
}

func (v *visit) agreement(wrong string) *agreement {
	s := v.subject()
	a := s.agreement()
	return &agreement{Purpose: a.Purpose.Of(string(v.lang)), Text: a.Text.Of(string(v.lang)), Version: string(a.Version()), Until: v.day(string(s.RetentionUntil)), Wrong: wrong}
}

// day is a date of the claim in words.
func (v *visit) day(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return v.date(t)
}

// send puts the member into the register, and shows the receipt.
func (v *visit) send(posted map[string][]string, given values, key string, isLater bool) {
	r := v.readAll(steps, given)
	if len(r.wrong)+len(r.noted) > 0 {
		v.sheet(v.firstWrong(r), r, "", key, "")
		return
	}
	agreed := v.subject().agreement()
	wrong := ""
	switch {
	case first(posted["agree"]) != "yes":
		wrong = v.lang.Say("Sans votre accord, nous ne pouvons rien garder. Cochez la case si vous êtes d'accord.", "Without your agreement we can keep nothing. Tick the box if you agree.")
	case first(posted["version"]) != string(agreed.Version()):
		wrong = v.lang.Say("Le texte a changé depuis que vous avez ouvert la page. Relisez-le.", "The text has changed since you opened the page. Please read it again.")
	case !v.genuine(first(posted["token"]), key):
		wrong = v.lang.Say("La page était ouverte depuis longtemps. Rien n'est perdu : envoyez encore une fois.", "The page had been open for long. Nothing is lost: send once more.")
	}
	if wrong != "" {
		if isLater {
			v.later(noCount(first(posted["from"]))%len(steps), r, key, wrong)
			return
		}
		v.sheet(len(steps)-1, r, "", key, wrong)
		return
	}
	if !v.limits.send(v.r) {
		v.wrong(http.StatusTooManyRequests)
		return
	}
	post, _ := parseKey(key)
	content := v.content(key, r.said)
	before, done := v.sent.of(key)
	defer done()
	words := member(v.complete(r.said, true))
	receipt, err := v.claim.AddOnce(words, post, v.now())
	changed := err == nil && receipt.Again && *before != content
	if changed {
		receipt, err = v.change(receipt, words)
	}
	switch {
	case errors.Is(err, registry.ErrWithdrawn):
		v.gone()
	case errors.Is(err, errCompleted):
		v.status, v.word = http.StatusUnprocessableEntity, v.lang.Say("Votre dossier avait déjà été reçu, puis complété. Ce que vous venez de changer n'a pas été pris. Continuez, puis choisissez « Corriger ou ajouter ». La page d'avant, avec ce que vous avez écrit, est encore derrière le bouton Retour de votre navigateur.",
			"Your file had been received already, and completed since. What you have just changed was not taken. Go on, then choose “Correct or add”. The page before, with what you wrote, is still behind the Back button of your browser.")
		v.returning(itoa(receipt.MemberNo), receipt.Code, "")
	case err != nil:
		v.refused(err)
	default:
		*before = content
		v.receipt(receipt, changed)
	}
}

// errCompleted says that a whole new version would take the place of what was completed since.
var errCompleted = errors.New("completed since")

// change puts what a post brings the second time, other than the first, in the place of what it brought: the
// key of the post gives the code, so whoever sends it may.
func (v *visit) change(first registry.Receipt, words []byte) (registry.Receipt, error) {
	parts, err := v.claim.Parts(first.MemberNo)
	if err != nil {
		return first, err
	}
	if slices.ContainsFunc(parts, func(p registry.Part) bool { return p.Kind == registry.PartComplete }) {
		return first, errCompleted
	}
	place, err := v.claim.Access(first.MemberNo, first.Code)
	if err != nil {
		return first, err
	}
	key, _ := parseKey(newKey())
	r, err := place.Replace(words, key, v.now())
	r.Code = first.Code
	return r, err
}

// firstWrong is the first page with something to look at.
func (v *visit) firstWrong(r reading) int {
	for i, s := range steps {
		for name := range r.values {
			if _, wrong := r.wrong[name]; (wrong || r.noted[name]) && asks(s, pathOf(name)) {
				return i
			}
		}
	}
	return 0
}

// complete adds to what was said what the form itself knows.
func (v *visit) complete(all []said, agreed bool) []said {
	now := v.now().UTC().Format(time.RFC3339)
	if slices.ContainsFunc(all, func(s said) bool { return s.name == "attestation.signed_name" }) {
		all = append(all, said{"attestation.text", signature(v.lang)}, said{"attestation.at", now})
	}
	all = append(all, said{"language", string(v.lang)})
	if agreed {
		a := v.subject().agreement()
		all = append(all, said{"source", "web"}, said{"consent.purpose", a.Purpose.Of(string(v.lang))}, said{"consent.text_version", string(a.Version())}, said{"consent.at", now},
			said{"representation.status", "info_only"}, said{"representation.at", now})
	}
	return all
}

func signature(l web.Lang) string {
	return l.Say("Ce que j'ai écrit est vrai, autant que je le sache.", "What I wrote is true, to the best of my knowledge.")
}

// refused says why the register didn't take something, and logs no more than what kind of
// trouble it is.
func (v *visit) refused(err error) {
	status := http.StatusInternalServerError
	var field *registry.FieldError
	switch {
	case errors.Is(err, registry.ErrFullDisk):
		status = http.StatusInsufficientStorage
		v.log.Error("the disk is full: a member could not be taken in", "claim", v.claim.Name)
	case errors.Is(err, registry.ErrTooMuch), errors.As(err, &field) && field.Fault == registry.FaultTooBig:
		status = http.StatusRequestEntityTooLarge
	case errors.As(err, &field), errors.Is(err, registry.ErrNothing):
		status = http.StatusBadRequest
	case errors.Is(err, registry.ErrOldClaim):
		status = http.StatusServiceUnavailable
		v.log.Error("the claim is of an earlier version: constat claim about brings it up to date", "claim", v.claim.Name)
	default:
		v.log.Error("a member could not be taken in", "claim", v.claim.Name, "err", bare(err))
	}
	v.wrong(status)
}
