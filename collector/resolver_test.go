package collector

import (
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

// A name server that is a control is asked in its rounds and shown; it may
// answer from memory, so that it never says that our network was up.
func TestANameServerDoesNotVouchForTheNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, w, c := &player{}, &memorySink{}, watched("shop", time.Second), control("page", time.Hour)
		resolver := control("resolver", 10*time.Second)
		resolver.Question = record.Question{Kind: "dns", URL: "dns://192.0.2.53/example.org"}
		p.play = func(name string) (time.Duration, record.Answer) {
			if name == resolver.Question.URL {
				return 0, good()
			}
			return 0, bad()
		}
		run(t, s, p, time.Minute, Options{}, w, c, resolver)
		if n := len(s.of(resolver)); n != 6 {
			t.Errorf("the name server was asked %d times", n)
		}
		for _, o := range s.of(w) {
			if o.Control != record.AllFailed {
				t.Errorf("control %d", o.Control)
			}
		}
	})
}
