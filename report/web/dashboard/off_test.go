package dashboard

import (
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// A daemon that was off is told as a gap, in words, and without a number of questions that nobody counted.
func TestTimeWithoutADaemonIsAGap(t *testing.T) {
	v := aView(1)
	v.Evidence.Gaps = []record.Gap{{From: *at(3 * time.Hour), To: *at(time.Hour), Reason: "off"}}
	s := serve(t, v, Options{})
	reader := s.as(t, "reader")
	for page, want := range map[string]string{"/fr/": "lacune de 2", "/fr/evidence": "le service ne tournait pas", "/en/evidence": "the daemon was not running"} {
		if _, body := reader.get(page); !strings.Contains(body, want) || strings.Contains(body, ">off<") || strings.Contains(body, `data-is="manquées">0<`) {
			t.Errorf("%s has no %q", page, want)
		}
	}
}

// How long a target has been as it is says where nobody watched meanwhile; what came before it, or was the target's own
// turn missed, takes nothing away.
func TestAStateSaysWhereNobodyWatched(t *testing.T) {
	s := serve(t, aView(40), Options{})
	reader := s.as(t, "reader")
	for name, tt := range map[string]struct {
		gap  record.Gap
		says bool
	}{
		"off since":  {record.Gap{From: *at(20 * time.Minute), To: *at(10 * time.Minute), Reason: "off"}, true},
		"off before": {record.Gap{From: *at(3 * time.Hour), To: *at(2 * time.Hour), Reason: "off"}, false},
		"busy since": {record.Gap{From: *at(20 * time.Minute), To: *at(10 * time.Minute), Reason: "busy", Rounds: 2}, false},
	} {
		v := aView(40) // boutique-10 fails for 37 minutes
		v.Evidence.Gaps = []record.Gap{tt.gap}
		s.show(v)
		for page, want := range map[string]string{"/fr/": "observation interrompue entre-temps", "/en/targets/" + ID("boutique-10"): "not watched all the while"} {
			if _, body := reader.get(page); strings.Contains(body, want) != tt.says {
				t.Errorf("%s, %s: %t", name, page, !tt.says)
			}
		}
	}
}
