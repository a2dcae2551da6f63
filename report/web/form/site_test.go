package form

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"constat/report/web"
	"constat/report/web/webtest"
	"constat/store/registry"
)

// askedSites is what a test's asker answers: a site whose name begins with "good" is the member's.
func askedSites() *Sites {
	return &Sites{
		Ways: func(l web.Lang, member int, site string) (string, []Way, string) {
			if !strings.Contains(site, ".") {
				return "", nil, l.Say("Ce n'est pas le nom d'un site.", "This is not the name of a site.")
			}
			return strings.ToLower(site), []Way{
				{ID: "dns", Name: l.Say("Enregistrement DNS", "DNS record"), Words: l.Say("Ajoutez cet enregistrement.", "Add this record."), Shows: l.Say("Ceci, et pas cela.", "This, and not that."),
					Copies: []Copy{{l.Say("Nom", "Name"), "_constat-challenge." + site}, {l.Say("Valeur", "Value"), "constat-owner=9bz44c5nj7avhqmfyde2p1yek1t23v1j"}}},
				{ID: "mail", Name: l.Say("Courriel au domaine", "Mail to the domain"), Words: l.Say("Un code est envoyé.", "A code is sent."), To: []string{"postmaster@" + site, "admin@" + site}},
			}, ""
		},
		Try: func(_ context.Context, l web.Lang, t Trial) Tried {
			good := strings.HasPrefix(t.Site, "good") && (t.Way == "dns" || t.Typed && t.Code == "1234")
			return Tried{Good: good, Sent: t.To != "" && !t.Typed, Name: t.Way, Word: l.Say("une réponse", "an answer"), Text: l.Say("Voilà ce qu'il en est.", "That is how it stands."),
				Steps: []string{"192.0.2.53:53 " + t.To}, Note: map[string]any{"way": t.Way, "asset": t.Site, "good": good, "to": t.To}}
		},
	}
}

func notesOf(t *testing.T, h *house) (all []string) {
	t.Helper()
	files, err := h.claim.Files(strings.NewReader(h.key.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range files[0].Notes {
		var m map[string]any
		if n.Kind != registry.PartOwner || json.Unmarshal(n.Body, &m) != nil {
			t.Errorf("%+v", n)
		}
		all = append(all, fmt.Sprint(m["way"], " ", m["asset"], " ", m["good"]))
	}
	return all
}

// enrolled has one member, and returns its number and code.
func (h *house) enrolled(t *testing.T) (no, code string) {
	t.Helper()
	r, err := h.claim.Add([]byte(`{"name_or_legal_name": "Terre & Ciel inc."}`), h.form.now())
	if err != nil {
		t.Fatal(err)
	}
	return itoa(r.MemberNo), r.Code
}

// What a try brought is kept for counsel; nobody without the member's code tries anything.
func TestASiteIsTriedAndWhatCameIsKept(t *testing.T) {
	h := newHouse(t, Options{Sites: askedSites()})
	no, code := h.enrolled(t)
	r := h.reader(t).open(h.at("en/file")).fill("no", no, "code", code).press("", "")
	r.wants(http.StatusOK, "Your sites")
	post := func(status int, words string, pairs ...string) {
		t.Helper()
		form := map[string][]string{"no": {no}, "code": {code}}
		for i := 0; i < len(pairs); i += 2 {
			form[pairs[i]] = []string{pairs[i+1]}
		}
		answer, err := http.PostForm(h.at("en/site"), form)
		r := h.reader(t)
		r.take(answer, err)
		r.wants(status, words)
	}
	post(200, "Name of the site")
	post(422, "Write the name of the site first", "do", "show")
	post(422, "This is not the name", "site", "<script>", "do", "show")
	post(200, "_constat-challenge.good.example", "site", "good.example", "do", "show")
	post(200, "That is how it stands", "site", "good.example", "way", "dns", "do", "try")
	post(200, "192.0.2.53:53", "site", "bad.example", "way", "dns", "do", "try")
	post(200, "That is how it stands", "site", "good.example", "way", "mail", "to", "postmaster@good.example", "do", "send")
	post(200, "That is how it stands", "site", "good.example", "way", "mail", "to", "postmaster@good.example", "do", "type", "mailed", "1234")
	post(404, "", "site", "good.example", "way", "invoice", "do", "try")
	post(422, "do not go together", "no", "9", "site", "good.example", "way", "dns")
	if got := fmt.Sprint(notesOf(t, h)); got != "[dns good.example true dns bad.example false mail good.example false mail good.example true]" {
		t.Error(got)
	}
	if strings.Contains(h.log.String(), "good.example") {
		t.Errorf("the log has %s", h.log)
	}
}

// A member who tries without end, or has mail sent, is told to wait.
func TestTriesAreBounded(t *testing.T) {
	h := newHouse(t, Options{Sites: askedSites()})
	no, code := h.enrolled(t)
	status := func(do, way, to string) int {
		answer, err := http.PostForm(h.at("fr/site"), map[string][]string{"no": {no}, "code": {code}, "site": {"good.example"}, "way": {way}, "do": {do}, "to": {to}})
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	for i := range mailsBefore + 2 {
		if got := status("send", "mail", "postmaster@good.example"); (got == http.StatusTooManyRequests) != (i >= mailsBefore) {
			t.Errorf("mail %d: %d", i, got)
		}
	}
	for i := range triesBefore + 2 {
		if got := status("try", "dns", ""); (got == http.StatusTooManyRequests) != (i >= triesBefore) {
			t.Errorf("try %d: %d", i, got)
		}
	}
	if got := len(notesOf(t, h)); got != mailsBefore+triesBefore {
		t.Errorf("kept: %d", got)
	}
}

// Without somebody who asks, nobody is told to show anything.
func TestNoSitesNoPage(t *testing.T) {
	h := newHouse(t, Options{})
	no, code := h.enrolled(t)
	r := h.reader(t).open(h.at("en/file")).fill("no", no, "code", code).press("", "")
	if strings.Contains(r.source, "Your sites") {
		t.Error("the page is offered")
	}
	answer, err := http.PostForm(h.at("en/site"), map[string][]string{"no": {no}, "code": {code}})
	if err != nil || answer.StatusCode != http.StatusNotFound {
		t.Errorf("%v %v", answer.StatusCode, err)
	}
}

func TestSitesInARealBrowser(t *testing.T) {
	b := webtest.Open(t)
	for _, tt := range []struct {
		name, lang string
		options    []webtest.Option
	}{
		{"phone-light-fr", "fr", []webtest.Option{webtest.Width(webtest.Phone), webtest.Light}},
		{"desk-dark-en", "en", []webtest.Option{webtest.Width(webtest.Laptop), webtest.Dark}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, Options{Sites: askedSites()})
			no, code := h.enrolled(t)
			tab := b.Tab(t, tt.options...)
			seen := func(name string) {
				tab.Look("sites-" + tt.name + "-" + name)
				tab.Axe("sites-" + tt.name + "-" + name)
			}
			tab.Go(h.at(tt.lang + "/file"))
			tab.Type(`#no`, no)
			tab.Type(`#code`, code)
			tab.Submit(`.actions button`)
			tab.Submit(`#show-site`)
			seen("1-name")
			tab.Type(`#site`, "nothing")
			tab.Submit(`button[value=show]`)
			seen("2-wrong")
			tab.Set(`#site`, "good.example")
			tab.Submit(`button[value=show]`)
			seen("3-ways")
			tab.Submit(`[aria-labelledby=way-dns] button`)
			seen("4-tried")
			tab.Submit(`button[value=send]`)
			tab.Type(`#mailed-mail`, "1234")
			tab.Submit(`button[value=type]`)
			seen("5-code")
			if got := notesOf(t, h); len(got) != 3 || got[2] != "mail good.example true" {
				t.Error(got)
			}
		})
	}
}

// Ways and addresses that were not offered spend nothing of what everybody may send, and no member
// holds the places of the others.
func TestNobodyIsKeptFromTryingByOthers(t *testing.T) {
	sites, begun, end := askedSites(), make(chan struct{}), make(chan struct{})
	try := sites.Try
	sites.Try = func(ctx context.Context, l web.Lang, one Trial) Tried {
		if one.Site == "slow.example" {
			begun <- struct{}{}
			<-end
		}
		return try(ctx, l, one)
	}
	h := newHouse(t, Options{Sites: sites})
	no, code := h.enrolled(t)
	other, key := h.enrolled(t)
	status := func(no, code, site, do, way, to string) int {
		answer, err := http.PostForm(h.at("fr/site"), map[string][]string{"no": {no}, "code": {code}, "site": {site}, "way": {way}, "do": {do}, "to": {to}})
		if err != nil {
			t.Error(err)
			return 0
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	before := h.form.patience.mails.Tokens()
	for _, tt := range [][2]string{{"dns", "anything"}, {"mail", "stranger@else.example"}, {"mail", "postmaster@else.example"}, {"other", ""}} {
		if got := status(no, code, "good.example", "send", tt[0], tt[1]); got != http.StatusNotFound {
			t.Errorf("%v: %d", tt, got)
		}
	}
	if after := h.form.patience.mails.Tokens(); after < before {
		t.Errorf("%.1f mails are left of %.1f", after, before)
	}
	slow := make(chan int)
	go func() { slow <- status(no, code, "slow.example", "try", "dns", "") }()
	<-begun
	if got := status(no, code, "good.example", "try", "dns", ""); got != http.StatusServiceUnavailable {
		t.Errorf("a second one of the same member: %d", got)
	}
	if got := status(other, key, "good.example", "try", "dns", ""); got != http.StatusOK {
		t.Errorf("another member: %d", got)
	}
	close(end)
	if got := <-slow; got != http.StatusOK {
		t.Errorf("the slow one: %d", got)
	}
}
