package form

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"constat/report/web/webtest"
)

const next = `.actions button[value=next]`

// fillAll walks through the form as a person does, looking at each page.
func fillAll(tab *webtest.Tab, h *house, lang, look string) {
	seen := func(name string) {
		tab.Look(look + name)
		tab.Axe(look + name)
	}
	tab.Go(h.at(lang + "/"))
	seen("1-welcome")
	tab.Submit(`a.button`)
	seen("2-who")
	tab.Submit(next)
	seen("2-who-wrong")
	tab.Type(`#name-or-legal-name`, "Terre & Ciel inc.")
	tab.Type(`#email`, "elodie@terreciel.example")
	tab.Click(`input[value=company]`)
	tab.Submit(next)
	seen("3-where")
	tab.Type(`#contact-person`, "Élodie Tremblay")
	tab.Type(`#address`, "12, rue du Marché")
	tab.Set(`#country`, "CA")
	tab.Submit(next)
	seen("4-contract")
	tab.Type(`#contract-fee`, "119,88")
	tab.Set(`#contract-start`, "2020-07-06")
	tab.Set(`#contract-fee-period`, "year")
	tab.Submit(next)
	tab.Type(`#assets-0-domain`, "terreciel.example")
	tab.Submit(`button[value="add:assets"]`)
	tab.Type(`#assets-1-domain`, "client-de-terreciel.example")
	tab.Click(`#assets-1-managed-for-third-party`)
	seen("5-sites")
	tab.Submit(next)
	tab.Click(`input[value=web]`)
	tab.Click(`input[value=mail]`)
	tab.Set(`#impact-first-noticed-at-day`, "2021-08-28")
	tab.Set(`#impact-first-noticed-at-time`, "06:10")
	seen("5-hit")
	tab.Submit(next)
	tab.Click(`#impact-data-lost-lost input[value=yes]`)
	seen("5-data")
	tab.Submit(next)
	tab.Set(`#damage-0-head`, "rebuild_cost")
	tab.Type(`#damage-0-amount`, "25,500")
	tab.Submit(`button[value="add:offers_received"]`)
	tab.Submit(next)
	seen("6-cost-wrong")
	tab.Type(`#damage-0-amount`, "25 500,00")
	tab.Submit(next)
	tab.Click(`summary`)
	seen("7-sign")
	tab.Type(`#attestation-signed-name`, "Élodie Tremblay")
	tab.Click(`#agree`)
	tab.Submit(`.actions button[value=send]`)
	seen("8-receipt")
}

// A person on a phone, one at a desk, by night and by day, in both languages, with and without
// scripts, gets from one end to the other; and axe-core finds nothing in their way.
func TestTheFormInARealBrowser(t *testing.T) {
	b := webtest.Open(t)
	for _, tt := range []struct {
		name, lang string
		options    []webtest.Option
		scripts    bool
	}{
		{"phone-light-fr", "fr", []webtest.Option{webtest.Width(webtest.Phone), webtest.Light}, true},
		{"phone-dark-en", "en", []webtest.Option{webtest.Width(webtest.Phone), webtest.Dark}, true},
		{"desk-light-en", "en", []webtest.Option{webtest.Width(webtest.Laptop), webtest.Light}, true},
		{"desk-dark-fr", "fr", []webtest.Option{webtest.Width(webtest.Laptop), webtest.Dark}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, Options{})
			tab := b.Tab(t, tt.options...)
			look := "form-" + tt.name + "-"
			fillAll(tab, h, tt.lang, look)
			m := h.members(t)
			if len(m) != 1 || m[0].Name != "Terre & Ciel inc." || len(m[0].Assets) != 2 || m[0].Damage[0].Amount != "25500.00" || m[0].Impact.FirstNoticedAt != "2021-08-28T06:10:00-04:00" {
				t.Fatalf("counsel reads %+v", m)
			}
			link := webtest.Eval[string](tab, `document.querySelector(".screen a").href`)
			tab.Submit(`.actions button`)
			tab.Look(look + "9-file")
			tab.Axe(look + "9-file")
			sendVoucher(t, tab, h, look)
			tab.Go("about:blank")
			tab.Go(link)
			tab.Until(`document.getElementById("code").value.length > 20 && location.hash === ""`)
			tab.Look(look + "a-return")
			tab.Axe(look + "a-return")
			tab.Submit(`.actions button`)
			tab.Submit(`button[value=missing]`)
			tab.Look(look + "b-missing")
			tab.Axe(look + "b-missing")
			tab.Go("about:blank")
			tab.Go(link)
			tab.Submit(`.actions button`)
			tab.Submit(`button[value=withdraw]`)
			tab.Look(look + "c-withdraw")
			tab.Axe(look + "c-withdraw")
			tab.Submit(`button.grave`)
			tab.Look(look + "d-gone")
			tab.Axe(look + "d-gone")
			if len(h.members(t)) != 0 {
				t.Error("the member is still there")
			}
		})
	}
}

// sendVoucher uploads 20 MB in pieces, and has counsel open it.
func sendVoucher(t *testing.T, tab *webtest.Tab, h *house, look string) {
	t.Helper()
	content := bytes.Repeat([]byte("une facture, et une autre. "), 20<<20/27+1)
	file := filepath.Join(t.TempDir(), "Facture d’août.pdf")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	tab.Choose(`#voucher`, file)
	tab.Click(`#upload button`)
	tab.Until(`document.querySelector("#progress p") !== null`)
	tab.Until(`/reçu et chiffré|received and encrypted/.test(document.getElementById("progress").innerText)`)
	tab.Look(look + "9-voucher")
	tab.Axe(look + "9-voucher")
	v, from, err := h.claim.OpenVoucher(strings.NewReader(h.key.String()+"\n"), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(from)
	if err != nil || !bytes.Equal(got, content) || v.Of.Name != "Facture d’août.pdf" {
		t.Errorf("counsel opens %d bytes of %d as %q: %v", len(got), len(content), v.Of.Name, err)
	}
}

// Without scripts the same form, and the voucher in one piece.
func TestTheFormWithoutScriptsInARealBrowser(t *testing.T) {
	b := webtest.Open(t)
	h := newHouse(t, Options{})
	tab := b.Tab(t, webtest.Width(webtest.Phone), webtest.Light, webtest.NoScript)
	fillAll(tab, h, "fr", "form-noscript-")
	tab.Submit(`.actions button`)
	file := filepath.Join(t.TempDir(), "facture.pdf")
	if err := os.WriteFile(file, bytes.Repeat([]byte("a"), 20<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	tab.Choose(`#voucher`, file)
	tab.Submit(`#upload button`)
	tab.Wants("Le fichier a été reçu et chiffré", "Pièces reçues : 1")
	tab.Look("form-noscript-9-voucher")
	if m := h.members(t); len(m) != 1 || m[0].Kind != "company" {
		t.Errorf("counsel reads %+v", m)
	}
}

// The Back of the browser leads to the page before, with what was typed there: the gesture that
// a thumb makes must not lose an evening's answers.
func TestBackKeepsWhatWasTyped(t *testing.T) {
	b := webtest.Open(t)
	h := newHouse(t, Options{})
	tab := b.Tab(t, webtest.Width(webtest.Phone), webtest.Light)
	tab.Go(h.at("fr/join"))
	tab.Type(`#name-or-legal-name`, "Terre et Ciel")
	tab.Submit(next)
	tab.Type(`#contact-person`, "Élodie")
	tab.Submit(next)
	tab.Do(chromedp.NavigateBack())
	tab.Until(`document.getElementById("contact-person").value === "Élodie"`)
	tab.Submit(next)
	tab.Wants("Votre contrat")
}

// The keyboard alone is enough: nothing is passed over, and nothing holds one back.
func TestTheKeyboardAloneIsEnough(t *testing.T) {
	b := webtest.Open(t)
	h := newHouse(t, Options{})
	tab := b.Tab(t, webtest.Width(webtest.Laptop), webtest.Light)
	tab.Go(h.at("en/join"))
	focused := func() string {
		return webtest.Eval[string](tab, `document.activeElement.id || document.activeElement.name + "=" + document.activeElement.value || document.activeElement.tagName`)
	}
	var seen []string
	for range 30 {
		tab.Do(chromedp.KeyEvent("\t"))
		at := focused()
		seen = append(seen, at)
		switch at {
		case "name-or-legal-name":
			tab.Do(chromedp.KeyEvent("Terre et Ciel"))
		case "kind=consumer":
			tab.Do(chromedp.KeyEvent(" "))
		case "go=later":
			tab.Do(chromedp.KeyEvent("\r"))
			tab.Until(`document.getElementById("agree") !== null`)
		}
		if at == "go=later" {
			break
		}
	}
	if strings.Contains(strings.Join(seen, " "), "leave-empty") {
		t.Error("the trap is in the way")
	}
	for range 12 {
		tab.Do(chromedp.KeyEvent("\t"))
		if focused() == "agree" {
			tab.Do(chromedp.KeyEvent(" "))
			break
		}
	}
	tab.Do(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
	tab.Until(`document.querySelector(".slip") !== null`)
	if m := h.members(t); len(m) != 1 || m[0].Name != "Terre et Ciel" || m[0].Kind != "consumer" {
		t.Errorf("tabbed through %v; counsel reads %+v", seen, m)
	}
}

// The paper that a member keeps has number, code and address, and no button that paper cannot press.
func TestReceiptOnPaper(t *testing.T) {
	b := webtest.Open(t)
	h := newHouse(t, Options{At: "https://recours.example"})
	tab := b.Tab(t, webtest.Width(webtest.Laptop), webtest.Light)
	tab.Go(h.at("fr/join"))
	tab.Type(`#name-or-legal-name`, "Terre et Ciel")
	tab.Submit(`button[value=later]`)
	tab.Click(`#agree`)
	tab.Submit(`.actions button[value=send]`)
	code := webtest.Eval[string](tab, `document.querySelector(".slip .big").innerText`)
	webtest.Paper(tab)
	tab.Wants("Votre numéro", code, "https://recours.example/claim/nordique-2021/fr/file")
	if text := tab.Text(); strings.Contains(text, "joindre des pièces") || strings.Contains(text, "Lien vers votre dossier") {
		t.Errorf("what only a screen can do is printed:\n%s", text)
	}
	if size := webtest.Eval[int](tab, `Math.round(document.querySelector(".qr").getBoundingClientRect().width)`); size < 100 {
		t.Errorf("the picture is %d pixels wide", size)
	}
	tab.Look("form-receipt-paper")
}

// Who brings a name that is none hears it where the name is typed.
func TestARefusedSiteIsHeard(t *testing.T) {
	b := webtest.Open(t)
	h := newHouse(t, Options{Sites: askedSites()})
	tab := b.Tab(t, webtest.Width(webtest.Phone), webtest.Light)
	tab.Go(h.at("fr/join"))
	tab.Type(`#name-or-legal-name`, "Terre et Ciel")
	tab.Submit(`button[value=later]`)
	tab.Click(`#agree`)
	tab.Submit(`.actions button[value=send]`)
	tab.Submit(`.actions button`)
	tab.Submit(`#show-site`)
	tab.Submit(`button[value=show]`)
	tab.Until(`document.activeElement.id === "site" && document.title.startsWith("À revoir")`)
	tab.Look("form-site-wrong-phone")
	tab.Axe("site refused")
}
