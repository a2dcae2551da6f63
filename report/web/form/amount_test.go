package form

import (
	"testing"
)

// What people write around an amount is taken away when it says nothing new. A currency that is not
// the one chosen beside the amount never is: the sum would become another.
func TestWordsAroundAnAmountAreTakenWhenTheyAgree(t *testing.T) {
	for _, c := range []struct{ field, typed, currency, want string }{
		{"amount", "500 CAD", "CAD", "500"}, {"amount", "CA$ 500", "CAD", "500"}, {"amount", "500 $ CA", "CAD", "500"}, {"amount", "500 $ US", "USD", "500"}, {"amount", "usd 1 500,50", "USD", "1500.50"},
		{"amount", "500.-", "CHF", "500"}, {"amount", "500.–", "CHF", "500"}, {"amount", "Fr. 25'500.--", "CHF", "25500"}, {"amount", "500 euros", "EUR", "500"}, {"amount", "$500 CAD", "CAD", "500"}, {"amount", "500 $", "CAD", "500"},
		{"amount", "500 XPF", "XPF", "500"}, {"amount", "25.500,00 €", "", "25500.00"},
		{"hours", "12h", "", "12"}, {"hours", "12,5 heures", "", "12.5"}, {"hours", "3 hrs.", "", "3"}, {"hourly_rate", "85 $/h", "CAD", "85"}, {"hourly_rate", "85 CAD / heure", "CAD", "85"},
	} {
		name := "damage[0]." + c.field
		v := values{name: {c.typed}, "damage[0].currency": {c.currency}}
		s, ok := read(asked()["damage[]."+c.field], name, v)
		if f, _ := judge(s); !ok || f != "" || s.value != c.want {
			t.Errorf("%s %q: %q, %s", c.field, c.typed, s.value, f)
		}
	}
	for _, c := range []struct{ field, typed, currency string }{
		{"amount", "500 USD", "CAD"}, {"amount", "CA$ 500", "USD"}, {"amount", "500 CAD", ""}, {"amount", "12h", "CAD"}, {"amount", "500 K", "CAD"}, {"amount", "-500 CAD", "CAD"}, {"amount", "500/h", "CAD"},
		{"amount", "environ 500", "CAD"}, {"amount", "1e3", "CAD"}, {"amount", "500 CAD 20", "CAD"}, {"amount", "CAD", "CAD"}, {"amount", "25,500 CAD", "CAD"}, {"hours", "12h30", ""}, {"hours", "12 CAD", "CAD"}, {"hourly_rate", "85 USD/h", "CAD"},
	} {
		name := "damage[0]." + c.field
		s, _ := read(asked()["damage[]."+c.field], name, values{name: {c.typed}, "damage[0].currency": {c.currency}})
		if f, _ := judge(s); f == "" {
			t.Errorf("%s %q beside %q is taken as %q", c.field, c.typed, c.currency, s.value)
		}
	}
}

// Who is refused an amount reads what to write instead.
func TestARefusedAmountSaysWhatToWrite(t *testing.T) {
	h := newHouse(t, Options{Free: true})
	for _, c := range []struct{ lang, field, typed, want string }{
		{"en", "amount", "25,500", "Write 25500 or 25.50."}, {"fr", "amount", "25.125 $", "Écrivez 25125 ou 25,1250."}, {"en", "hours", "1.250 h", "Write 1250 or 1.25."},
		{"en", "amount", "500 USD", "without the currency"}, {"fr", "amount", "500 USD", "sans la devise"}, {"en", "hours", "12h30", "as 12 or 12.5"}, {"en", "amount", "a lot", "in digits, as 25500.00"}, {"en", "amount", "5?", "in digits"}, {"en", "amount", "0,500?", "in digits"}, {"en", "hours", "?", "as 12 or 12.5"},
	} {
		r := h.reader(t)
		r.open(h.at(c.lang+"/join")).fill("name_or_legal_name", "A")
		for range 6 {
			r.press("go", "next").wants(200)
		}
		r.values.Set("damage[0].currency", "CAD")
		r.fill("damage[0]."+c.field, c.typed).press("go", "next").wants(422, c.want)
		if v := formValues(r.forms[0]); v.Get("damage[0]."+c.field) != c.typed {
			t.Errorf("%q is shown again as %q", c.typed, v.Get("damage[0]."+c.field))
		}
	}
}
