package form

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/report/lang"
	"constat/report/web"
	"constat/store/registry"
)

// A folder is what somebody who came back is shown of a member's file: never what was
// given, which nobody here can read.
type folder struct {
	No                   int
	Code, Key, Token     string
	Percent              int
	Missing              []answer // Value: the question that asks for it, "" for none
	Vouchers             int
	Said                 string // what was just done
	Done                 string // the digest of it
	Wrong                string // why a voucher was not taken
	Heads                []choice
	Largest              int // MiB of a voucher
	Action, Upload, Here string
	Site                 string // where sites are shown to be the member's; "" for nowhere
	Contact              *registry.Contact
}

// returning asks for number and code.
func (v *visit) returning(no, code, wrong string) {
	status := http.StatusOK
	title := v.lang.Say("Reprendre mon dossier", "Go on with my file")
	if v.word != "" {
		status = v.status
	} else if wrong != "" {
		status, title = http.StatusUnprocessableEntity, v.lang.Say("À revoir : %s", "To look at: %s", title)
	}
	v.show(web.Page{Title: title, Body: pageReturn, Status: status, Scripts: []web.Script{fragment},
		Of: map[string]string{"No": no, "Code": code, "Wrong": wrong, "Word": v.word, "Action": v.at("file"), "Start": v.at("join")}})
}

// file answers who has number and code.
func (v *visit) file() {
	posted, status := v.posted()
	no, code, typed := first(posted["no"]), first(posted["code"]), first(posted["do"]) == "complete"
	v.again = func() { v.returning(no, code, "") }
	if no == "" || status == http.StatusBadRequest && v.word == "" {
		v.again = nil
	}
	if status == 0 && !v.limits.allow(v.r) {
		status = http.StatusTooManyRequests
	}
	if status != 0 && !typed {
		v.wrong(status)
		return
	}
	place, ok := v.access(no, code)
	if !ok {
		return
	}
	if typed {
		v.again = func() {
			key := first(posted["key"])
			if _, ok := parseKey(key); !ok {
				key = newKey()
			}
			v.ask(place, code, first(posted["only"]) == "missing", reading{values: known(posted)}, key, "", "")
		}
	}
	if status != 0 {
		v.wrong(status)
		return
	}
	switch first(posted["do"]) {
	case "missing":
		v.ask(place, code, true, reading{values: values{}}, newKey(), "", "")
	case "all":
		v.ask(place, code, false, reading{values: values{}}, newKey(), "", "")
	case "complete":
		v.add(place, code, posted)
	case "withdraw":
		v.show(web.Page{Title: v.lang.Say("Tout retirer", "Withdraw everything"), Body: pageWithdraw, Of: folder{No: place.No(), Code: code, Action: v.at("file")}})
	case "withdrawn":
		v.withdraw(place)
	default:
		v.folder(place, code, folder{}, http.StatusOK)
	}
}

// access opens a member's place, or says why not.
func (v *visit) access(no, code string) (*registry.Place, bool) {
	place, err := v.claim.Access(noCount(no), code)
	switch {
	case err == nil:
		return place, true
	case errors.Is(err, registry.ErrWithdrawn):
		v.gone()
	case errors.Is(err, registry.ErrCode):
		v.returning(no, code, v.lang.Say("Ce code n'est pas entier, ou une lettre est fausse. Il a 28 lettres et chiffres.", "This code is not whole, or a letter is wrong. It has 28 letters and digits."))
	case errors.Is(err, registry.ErrAccess):
		v.returning(no, code, v.lang.Say("Ce numéro et ce code ne vont pas ensemble. Regardez votre reçu.", "This number and this code do not go together. Look at your receipt."))
	default:
		v.refused(err)
	}
	return nil, false
}

// folder shows what can be done with a file, and what it lacks.
func (v *visit) folder(place *registry.Place, code string, f folder, status int) {
	c, err := place.Missing()
	if err != nil {
		v.refused(err)
		return
	}
	parts, err := v.claim.Parts(place.No())
	if err != nil {
		v.refused(err)
		return
	}
	for _, p := range parts {
		if p.Kind == registry.PartVoucher {
			f.Vouchers++
		}
	}
	lacks := c.Missing
	if f.Vouchers > 0 { // which cost a document shows, counsel will see
		lacks = slices.DeleteFunc(slices.Clone(lacks), func(n registry.FieldName) bool { return n == "damage.documented" })
	}
	f.No, f.Code, f.Percent, f.Missing = place.No(), code, c.Percent, v.lacking(lacks)
	f.Heads, f.Largest, f.Action, f.Upload, f.Contact = v.choices(v.offered()), registry.MaxChunks*registry.ChunkSize>>20, v.at("file"), v.at("voucher"), v.subject().Contact
	f.Here = v.at("chunk")
	if v.sites != nil {
		f.Site = v.at("site")
	}
	title := v.lang.Say("Votre dossier, numéro %d", "Your file, number %d", f.No)
	v.show(web.Page{Title: title, Body: pageFolder, Of: f, Status: status, Scripts: []web.Script{upload}, Calls: true})
}

// lacking are the words for what is missing, the two of one question once.
func (v *visit) lacking(names []registry.FieldName) (all []answer) {
	for _, n := range names {
		if slices.Contains(silent, n) || within[n] != "" && slices.Contains(names, within[n]) {
			continue
		}
		w := missing[n]
		all = append(all, answer{v.lang.Say(w[0], w[1]), string(n)})
	}
	return all
}

// silent are missing together with another, which says it.
var silent = []registry.FieldName{"consent.at", "attestation.at", "language", "representation.status"}

// within are those of a thing of which nothing was told yet.
var within = map[registry.FieldName]registry.FieldName{
	"damage.amount": "damage.head", "damage.currency": "damage.head", "damage.documented": "damage.head",
	"contract.currency": "contract.fee", "contract.fee_period": "contract.fee",
}

// wanted are the questions that what is missing calls for; of a list all that is asked of
// one thing.
func wanted(names []registry.FieldName) []step {
	has := func(path string) bool {
		return slices.ContainsFunc(names, func(n registry.FieldName) bool {
			return string(n) == path || path == "damage" && n != "damage.documented" && strings.HasPrefix(string(n), "damage.")
		})
	}
	var all []step
	for _, s := range steps {
		t := s
		t.asks, t.lists, t.last, t.not = nil, nil, nil, nil
		pick := func(from []question) (some []question) {
			for _, q := range from {
				if has(q.path) {
					some = append(some, q.optional())
				}
			}
			return some
		}
		t.asks, t.last = pick(s.asks), pick(s.last)
		for _, l := range s.lists {
			if has(l.path) {
				t.lists = append(t.lists, l)
			}
		}
		if len(t.questions()) > 0 {
			all = append(all, t)
		}
	}
	return all
}

// anything are all questions, for who wants to correct or add something.
func anything() []step {
	all := slices.Clone(steps)
	for i := range all {
		all[i].not = nil
		all[i].asks = slices.Clone(all[i].asks)
		for j, q := range all[i].asks {
			all[i].asks[j] = q.anew()
		}
		all[i].lists = slices.Clone(all[i].lists)
		for j := range all[i].lists {
			all[i].lists[j].optional = true
		}
	}
	return all
}

// anew is a question that may have been answered before.
func (q question) anew() question {
	q.again = true
	return q.optional()
}

func (q question) optional() question {
	q.required = false
	return q
}

// A completion is the page on which a file is completed.
type completion struct {
	No               int
	Code, Key, Token string
	Title, Why       string
	Do               string // missing or all
	Groups           []group
	Mistakes         []mistake
	Noted            bool
	Agreement        *agreement
	Action           string
	Word             string // why it is shown again
	Bare             bool   // without the trap
}

type group struct {
	Heading string
	Asked   []asking
}

// ask shows the questions that a file lacks, or all of them.
func (v *visit) ask(place *registry.Place, code string, only bool, r reading, key, extra, wrong string) {
	lacks, err := place.Missing()
	if err != nil {
		v.refused(err)
		return
	}
	of, do := anything(), "all"
	p := completion{No: place.No(), Code: code, Key: key, Token: v.token(key), Action: v.at("file"), Title: v.lang.Say("Corriger ou ajouter", "Correct or add"),
		Why: v.lang.Say("Laissez vide ce qui ne change pas. Ce que vous écrivez ici remplace votre réponse d'avant ; les sites et les coûts s'ajoutent.", "Leave empty what does not change. What you write here takes the place of your answer before; sites and costs are added.")}
	if only {
		of, do = wanted(lacks.Missing), "missing"
		p.Title, p.Why = v.lang.Say("Ce qui manque encore", "What is still missing"), v.lang.Say("Répondez à ce que vous savez. Le reste peut attendre.", "Answer what you know. The rest can wait.")
	}
	p.Do = do
	for _, s := range of {
		asked := v.shown(s, r, extra)
		p.Groups = append(p.Groups, group{v.lang.Say(s.fr, s.en), asked})
		p.Mistakes = append(p.Mistakes, mistakes(asked)...)
	}
	if slices.Contains(lacks.Missing, "consent.text_version") {
		p.Agreement = v.agreement(wrong)
	}
	if wrong != "" {
		p.Mistakes = append(p.Mistakes, mistake{"", "", wrong})
	}
	title, status := p.Title, http.StatusOK
	if len(p.Mistakes) > 0 {
		title, status = v.lang.Say("À revoir : %s", "To look at: %s", title), http.StatusUnprocessableEntity
	}
	if v.word != "" {
		status = v.status
	}
	p.Word, p.Bare = v.word, v.bare
	p.Noted = len(r.wrong) == 0 && wrong == ""
	v.show(web.Page{Title: title, Body: pageComplete, Of: p, Status: status})
}

// add puts what was completed into the file.
func (v *visit) add(place *registry.Place, code string, posted map[string][]string) {
	given, only, key := known(posted), first(posted["only"]) == "missing", first(posted["key"])
	post, ok := parseKey(key)
	if !ok {
		key = newKey()
	}
	if extra, ok := strings.CutPrefix(first(posted["go"]), "add:"); ok {
		v.ask(place, code, only, reading{values: given}, key, extra, "")
		return
	}
	r := v.readAll(anything(), given)
	agreed := first(posted["agree"]) == "yes" && first(posted["version"]) == string(v.subject().agreement().Version())
	switch {
	case len(r.wrong)+len(r.noted) > 0:
		v.ask(place, code, only, r, key, "", "")
		return
	case len(r.said) == 0 && !agreed:
		v.ask(place, code, only, r, key, "", v.lang.Say("Vous n'avez rien écrit. Répondez à une question au moins.", "You have written nothing. Answer one question at least."))
		return
	case !ok || !v.genuine(first(posted["token"]), key):
		v.ask(place, code, only, r, key, "", v.lang.Say("La page était ouverte depuis longtemps. Rien n'est perdu : envoyez encore une fois.", "The page had been open for long. Nothing is lost: send once more."))
		return
	}
	content := v.content(key, r.said)
	before, done := v.sent.of(key)
	defer done()
	receipt, err := place.Complete(member(v.complete(r.said, agreed)), post, v.now())
	if err != nil {
		v.refused(err)
		return
	}
	if receipt.Again && *before != content { // lists grow: whether they are to grow by this as well is for the person to say
		v.ask(place, code, only, r, newKey(), "", v.lang.Say("Vos réponses de cette page avaient déjà été reçues. Ce que vous avez changé depuis n'a pas encore été pris : pour l'ajouter, videz les sites et les coûts déjà envoyés, qui seraient comptés deux fois, puis envoyez.",
			"Your answers on this page had been received already. What you have changed since has not been taken yet: to add it, empty the sites and costs that were sent already, which would be counted twice, then press Send."))
		return
	}
	*before = content
	v.folder(place, code, folder{Said: v.lang.Say("Vos réponses ont été ajoutées.", "Your answers were added."), Done: groups(string(receipt.Digest))}, http.StatusOK)
}

// withdraw removes the member's file.
func (v *visit) withdraw(place *registry.Place) {
	if err := place.Withdraw(registry.Withdrawn, v.now()); err != nil && !errors.Is(err, registry.ErrWithdrawn) {
		v.refused(err)
		return
	}
	v.gone()
}

func (v *visit) gone() {
	v.show(web.Page{Title: v.lang.Say("Votre dossier a été retiré", "Your file was withdrawn"), Body: pageGone, Of: v.at("")})
}

// A slip is what a member keeps in hand.
type slip struct {
	No              int
	Code, Digest    string
	Time            string
	Percent         int
	Missing         []answer
	Link, Return    string // with number and code, and without
	Drawn           any    // the QR, as SVG
	Action          string
	Contact         *registry.Contact
	Name, Back, End string
	Changed         bool // it takes the place of what the same page brought before
}

// receipt shows what was received and how to come back.
func (v *visit) receipt(r registry.Receipt, changed bool) {
	link := v.origin() + v.at("file") + "#" + itoa(r.MemberNo) + "." + r.Code
	p := slip{No: r.MemberNo, Code: r.Code, Digest: groups(string(r.Digest)), Time: v.moment(string(r.Time)), Percent: r.Completeness.Percent, Missing: v.lacking(r.Completeness.Missing),
		Link: link, Return: v.origin() + v.at("file"), Drawn: qrCode(link, v.lang.Say("Code à photographier : il mène à votre dossier", "Code to photograph: it leads to your file")), Action: v.at("file"), Contact: v.subject().Contact, Name: v.claim.Name, Changed: changed}
	v.show(web.Page{Title: v.lang.Say("Votre reçu, numéro %d", "Your receipt, number %d", r.MemberNo), Body: pageReceipt, Of: p, Sheets: []web.Sheet{receiptSheet}})
}

// origin is where this server was asked at, as the member's browser knows it.
func (v *visit) origin() string {
	if v.Form.address != "" {
		return v.Form.address
	}
	scheme := "http"
	if web.Encrypted(v.r, v.limits.proxy) {
		scheme = "https"
	}
	return scheme + "://" + v.r.Host
}

// groups writes a digest in groups of eight.
func groups(digest string) string {
	var all []string
	for len(digest) > 8 {
		all, digest = append(all, digest[:8]), digest[8:]
	}
	return strings.Join(append(all, digest), " ")
}

// moment is an instant of the register in words, in the zone of the members, with how far it is from UTC.
func (v *visit) moment(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	t = t.In(v.subject().zone())
	if v.lang == web.French {
		return v.date(t) + " à " + strconv.Itoa(t.Hour()) + t.Format("\u00a0h\u00a004 (") + lang.Offset(t) + ")"
	}
	return v.date(t) + t.Format(", 15:04 (") + lang.Offset(t) + ")"
}
