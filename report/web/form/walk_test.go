package form

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"

	"constat/store/registry"
)

// Form and register can't disagree: each question is a field of the register's, each field of the
// register's is a question, filled in by the form, or left out with a reason.
func TestFormAndRegisterAgree(t *testing.T) {
	for path, q := range asked() {
		f, ok := register()[path]
		if !ok {
			t.Errorf("%s is no field of the register", path)
			continue
		}
		if (q.as == lines) != f.Lines || (q.as == some || q.as == perLine) != f.Many {
			t.Errorf("%s is asked as %s", path, q.as)
		}
		if len(f.Choices) > 0 {
			var have []string
			for _, o := range options[path] {
				have = append(have, o.value)
				if o.fr == "" || o.en == "" {
					t.Errorf("%s %s has no words", path, o.value)
				}
			}
			slices.Sort(have)
			want := slices.Sorted(slices.Values(f.Choices))
			if !slices.Equal(have, want) {
				t.Errorf("%s offers %v, the register takes %v", path, have, want)
			}
		}
	}
	for path := range register() {
		n := 0
		if _, ok := asked()[path]; ok {
			n++
		}
		if _, ok := filled[path]; ok {
			n++
		}
		if _, ok := unasked[path]; ok {
			n++
		}
		if n != 1 {
			t.Errorf("%s is asked, filled in or left out %d times", path, n)
		}
	}
	for _, list := range [][]option{countries, currencies} {
		for _, o := range list {
			path := "country"
			if len(o.value) == 3 {
				path = "contract.currency"
			}
			if f, _ := judge(said{path, o.value}); f != "" {
				t.Errorf("%s: %s", o.value, f)
			}
		}
	}
	for _, name := range register()["kind"].Choices {
		_ = name
	}
	for _, m := range (registry.Member{Name: "A"}).Complete().Missing {
		if w := missing[m]; w[0] == "" || w[1] == "" {
			t.Errorf("no words for %s", m)
		}
	}
	for _, z := range zones {
		if zoneNames[z][0] == "" || instant("2021-08-28", "06:10", z) == "2021-08-28T06:10" {
			t.Errorf("zone %s", z)
		}
	}
}

// What is typed on the pages is what counsel reads.
func TestAMemberIsTakenInWithoutScripts(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t).join(h, "fr", "Terre & Ciel inc.")
	r.wants(200, "25 500,00 $", "Refaire le site", "lu par les avocats du dossier")
	r.fill("attestation.signed_name", "Élodie Tremblay").agree().wants(200, "C'est reçu", "Votre code", "Votre dossier est complet.")
	members := h.members(t)
	if len(members) != 1 {
		t.Fatalf("%d members", len(members))
	}
	m := members[0]
	if m.Name != "Terre & Ciel inc." || m.Contract.Fee != "119.88" || m.Contract.Provider != "Hébergeur Nordique inc." || m.Assets[0].Domain != "www.terreciel.example" ||
		m.Damage[0].Amount != "25500.00" || m.Damage[0].Currency != "CAD" || m.Impact.FirstNoticedAt != "2021-08-28T06:10:00-04:00" || len(m.Impact.ServiceTypes) != 2 || !registry.Yes(m.Impact.DataLost.Lost) {
		t.Errorf("counsel reads %+v %+v %+v %+v", m, m.Contract, m.Assets, m.Damage)
	}
	if m.Source != "web" || m.Language != "fr" || m.Consent == nil || m.Consent.IP != "" || m.Representation.Status != "info_only" || m.Attestation.Text == "" {
		t.Errorf("counsel reads %+v %+v", m.Consent, m.Attestation)
	}
	if a, ok := h.claim.Agreement(m.Consent.TextVersion); !ok || a.Purpose.FR != m.Consent.Purpose {
		t.Error("the text agreed to is not found")
	}
}

// The same post twice, as of a finger that trembles, brings one member and one receipt.
func TestADuplicatePostGetsTheSameReceipt(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t).join(h, "en", "Terre & Ciel inc.").fill("agree", "yes")
	form := r.formWith("go", "send")
	sent := formValues(form)
	sent.Set("agree", "yes")
	sent.Set("go", "send")
	var slips [3]string
	for i := range slips {
		answer, err := r.client.PostForm(h.at("en/join"), sent)
		r.take(answer, err)
		no, code := r.wants(200).slipOf()
		slips[i] = no + code
	}
	if slips[0] != slips[1] || slips[1] != slips[2] || len(h.members(t)) != 1 {
		t.Errorf("%v, %d members", slips, len(h.members(t)))
	}
}

// Something wrong keeps what was typed, says what it is beside the field, and lets nothing in.
func TestSomethingWrongKeepsWhatWasTyped(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("fr/join")).fill("name_or_legal_name", "", "email", "pas une adresse", "phone", "418 555-0100").press("go", "next")
	r.wants(422, "2 réponses sont à revoir", "Écrivez votre nom", "a un @")
	if v := formValues(r.forms[0]); v.Get("email") != "pas une adresse" || v.Get("phone") != "418 555-0100" {
		t.Errorf("typed %v", v)
	}
	r.fill("name_or_legal_name", "A", "email", "a@b.example").press("go", "next").wants(200, "Où vous joindre")
	r.press("go", "next").wants(200, "Votre contrat").fill("contract.fee", "25,500", "contract.start", "2021-02-30").press("go", "next").wants(422, "Écrivez 25500 ou 25,50", "Écrivez la date comme ceci")
	if v := formValues(r.forms[0]); v.Get("contract.fee") != "25,500" || v.Get("email") != "a@b.example" {
		t.Errorf("typed %v", v)
	}
	r.fill("contract.fee", "25500", "contract.start", "2021-02-20").press("go", "back").wants(200, "Où vous joindre")
	r.press("go", "next").press("go", "next").wants(200, "Quels sites").press("go", "next").press("go", "next").press("go", "next").press("go", "next").wants(200, "Ce que vous acceptez")
	r.press("go", "send").wants(422, "Sans votre accord")
	if n, _ := h.claim.List(); len(n) != 0 {
		t.Error("somebody was taken in")
	}
	r.agree().wants(200, "C'est reçu")
	if m := h.members(t)[0]; m.Contract.Fee != "25500" || m.Email != "a@b.example" {
		t.Errorf("counsel reads %+v", m)
	}
}

// Who stops after the name is kept, with what they agreed to, and can come back.
func TestOneCanLeaveEarlyAndComeBack(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("fr/join")).fill("name_or_legal_name", "Élodie Tremblay").press("go", "later").wants(200, "Finir plus tard", "Élodie Tremblay")
	r.press("go", "send").wants(422, "Sans votre accord").agree().wants(200, "C'est reçu", "Il manque")
	no, code := r.slipOf()
	r.open(h.at("fr/file")).fill("no", no, "code", strings.ToLower(strings.ReplaceAll(code, "-", " "))).post(h.at("fr/file")).wants(200, "Votre dossier", "l'adresse électronique")
	if strings.Contains(r.source, "Tremblay") {
		t.Error("the file shows what was given")
	}
	r.press("do", "missing").wants(200, "Ce qui manque encore").fill("email", "pas bon", "damage[0].head", "time_spent", "damage[0].hours", "3,5", "damage[0].hourly_rate", "40").press("go", "send").wants(422, "a un @")
	r.fill("email", "e@terreciel.example").press("go", "send").wants(200, "Vos réponses ont été ajoutées")
	if strings.Contains(r.text(), "l'adresse électronique") {
		t.Error("what was given is said to be missing")
	}
	m := h.members(t)[0]
	if m.Email != "e@terreciel.example" || m.Damage[0].Hours != "3.5" || m.Name != "Élodie Tremblay" {
		t.Errorf("counsel reads %+v", m)
	}
	r.press("do", "all").wants(200, "Corriger ou ajouter").fill("email", "nouvelle@terreciel.example").press("go", "send").wants(200)
	if m := h.members(t)[0]; m.Email != "nouvelle@terreciel.example" {
		t.Errorf("corrected to %s", m.Email)
	}
}

// post sends the page's values where no button has a name.
func (r *reader) post(to string) *reader {
	r.t.Helper()
	sent := formValues(r.forms[0])
	for k, v := range r.values {
		sent[k] = v
	}
	answer, err := r.client.PostForm(to, sent)
	r.take(answer, err)
	return r
}

func TestWrongCodesOpenNothing(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "A").press("go", "later").agree().wants(200)
	no, code := r.slipOf()
	other := h.reader(t)
	other.open(h.at("en/join")).fill("name_or_legal_name", "B").press("go", "later").agree().wants(200)
	otherNo, otherCode := other.slipOf()
	for _, tt := range [][2]string{{no, otherCode}, {otherNo, code}, {"999999", code}, {"0", code}, {"", ""}, {no, code[:20]}, {no, strings.Repeat("A", 4000)}, {"-1", code}, {"1e9", code}} {
		r.open(h.at("en/file")).fill("no", tt[0], "code", tt[1]).post(h.at("en/file")).wants(422)
		if v := formValues(r.forms[0]); v.Get("no") != tt[0] {
			t.Errorf("typed %v", v)
		}
	}
}

// A withdrawn file is gone, vouchers included, and saying so twice does no harm.
func TestAMemberWithdraws(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("fr/join")).fill("name_or_legal_name", "Élodie Tremblay").press("go", "later").agree()
	no, code := r.slipOf()
	r.voucher(h, "fr", no, code, "facture.pdf", bytes.Repeat([]byte("x"), 3<<20)).wants(200, "reçu et chiffré", "Pièces reçues : 1")
	r.press("do", "withdraw").wants(200, "Cela ne se défait pas").press("do", "withdrawn").wants(200, "a été retiré")
	r.open(h.at("fr/file")).fill("no", no, "code", code).post(h.at("fr/file")).wants(200, "a été retiré")
	if len(h.members(t)) != 0 {
		t.Error("counsel still reads the member")
	}
}

// voucher posts a file as a form without scripts does.
func (r *reader) voucher(h *house, lang, no, code, name string, content []byte) *reader {
	r.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, f := range [][2]string{{"no", no}, {"code", code}, {"head", "rebuild_cost"}} {
		if err := m.WriteField(f[0], f[1]); err != nil {
			r.t.Fatal(err)
		}
	}
	w, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = w.Write(content)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		r.t.Fatal(err)
	}
	answer, err := r.client.Post(h.at(lang+"/voucher"), m.FormDataContentType(), &b)
	r.take(answer, err)
	return r
}

// What was sent as a voucher is what counsel opens; what is not one is said to be none.
func TestVouchersComeWithoutScripts(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "A").press("go", "later").agree()
	no, code := r.slipOf()
	content := bytes.Repeat([]byte("0123456789abcdef"), 150_001)
	r.voucher(h, "en", no, code, "re\u202eçu.pdf", content).wants(200, "received and encrypted")
	r.voucher(h, "en", no, code, "empty.pdf", nil).wants(422, "This file is empty")
	r.voucher(h, "en", no, code, "", []byte("x")).wants(422, "Choose a file first")
	r.voucher(h, "en", no, code, "huge.bin", make([]byte, registry.MaxChunks*registry.ChunkSize+1)).wants(422, "too large")
	r.voucher(h, "en", no, "AAAA", "x.pdf", []byte("x")).wants(422, "not whole")
	v, from, err := h.claim.OpenVoucher(strings.NewReader(h.key.String()+"\n"), noCount(no), 1)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(from)
	if err != nil || !bytes.Equal(got, content) || v.Of.Name != "reçu.pdf" || v.Of.Head != "rebuild_cost" {
		t.Errorf("%d bytes, %+v, %v", len(got), v, err)
	}
}

// A stream that is cut off half way leaves no half voucher.
func TestACutUploadLeavesNothing(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "A").press("go", "later").agree()
	no, code := r.slipOf()
	body := "--x\r\nContent-Disposition: form-data; name=\"no\"\r\n\r\n" + no + "\r\n--x\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n" + code +
		"\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n" + strings.Repeat("y", 2<<20)
	answer, err := http.Post(h.at("en/voucher"), "multipart/form-data; boundary=x", strings.NewReader(body))
	r.take(answer, err)
	r.wants(422, "Sending was cut off")
	parts, err := h.claim.Parts(noCount(no))
	if err != nil || len(parts) != 0 {
		t.Errorf("parts %v, %v", parts, err)
	}
}
