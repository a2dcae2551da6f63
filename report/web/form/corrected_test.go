package form

import (
	"strings"
	"testing"
	"time"
)

// Who corrects one thing changes that and nothing else: the page fills in no answer that could take another's place.
func TestCorrectionsChangeNothingElse(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("fr/join")).fill("name_or_legal_name", "Élodie", "kind", "company").press("go", "next").press("go", "next").wants(200, "Votre contrat")
	r.fill("contract.provider", "Revendeur Boréal", "contract.fee", "10", "contract.currency", "EUR").press("go", "later").agree().wants(200, "C'est reçu")
	no, code := r.slipOf()
	again := func() *reader {
		return r.open(h.at("fr/file")).fill("no", no, "code", code).post(h.at("fr/file")).press("do", "all").wants(200, "Sans changement")
	}
	again().press("go", "send").wants(422, "Vous n'avez rien écrit")
	again().fill("phone", "514 555-0199").press("go", "send").wants(200, "Vos réponses ont été ajoutées")
	again().fill("contract.fee", "12").press("go", "send").wants(200, "Vos réponses ont été ajoutées")
	if m := h.members(t)[0]; m.Phone != "514 555-0199" || m.Contract.Provider != "Revendeur Boréal" || m.Contract.Fee != "12" || m.Contract.Currency != "EUR" {
		t.Errorf("counsel reads %+v %+v", m, m.Contract)
	}
}

// A receipt on paper leads back without a camera, and has the hour of the members' own clocks.
func TestReceiptOnPaperLeadsBack(t *testing.T) {
	h := newHouse(t, Options{At: "https://recours.example"})
	r := h.reader(t)
	r.open(h.at("fr/join")).fill("name_or_legal_name", "Élodie").press("go", "later").agree().wants(200, "Pour y revenir", "https://recours.example/claim/nordique-2021/fr/file", "(UTC−")
}

// Of a cost that nobody told, only the cost is missing.
func TestNothingIsMissingOfWhatIsMissing(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("fr/join")).fill("name_or_legal_name", "Élodie").press("go", "later").agree().wants(200, "ce que cela vous a coûté", "le prix payé")
	for _, s := range []string{"de chaque coût", "pour chaque coût", "la devise du prix"} {
		if strings.Contains(r.text(), s) {
			t.Errorf("%q is missing where nothing was told", s)
		}
	}
}

// Days in a text have their month in letters, the phone of counsel can be called, and a claim that is closed asks nobody in.
func TestPagesSpeakInWords(t *testing.T) {
	h := newHouse(t, Options{})
	h.reader(t).join(h, "fr", "A").wants(200, "6 juillet 2020", "28 août 2021 à 6 h 10 (Québec, Ontario (heure de l'Est))")
	h.reader(t).join(h, "en", "B").wants(200, "6 July 2020", "28 August 2021, 06:10 (Quebec, Ontario (Eastern))")
	r := h.reader(t).open(h.at("fr/"))
	if !strings.Contains(r.source, `href="tel:5145550100"`) {
		t.Error("the phone of counsel cannot be called")
	}
	h.form.now = func() time.Time { return time.Date(2031, 7, 3, 0, 0, 0, 0, time.UTC) }
	r.open(h.at("fr/")).wants(200, "étaient ouvertes jusqu'au 30 juin 2031")
	if strings.Contains(r.text(), "Inscrivez-vous") || strings.Contains(r.text(), "Dix minutes") {
		t.Error("who can no longer register is asked to")
	}
}

// A number is called by its digits, without what is said for people.
func TestPhoneNumbersAreCalledByTheirDigits(t *testing.T) {
	for number, want := range map[string]string{"514 555-0100": "tel:5145550100", "+33 (0)1 23 45 67 89": "tel:+33123456789", "514 555-0100 poste 12": "tel:5145550100", `1"><script>2`: "tel:1", "": "tel:"} {
		if got := string(tel(number)); got != want {
			t.Errorf("%q is called at %s, want %s", number, got, want)
		}
	}
}
