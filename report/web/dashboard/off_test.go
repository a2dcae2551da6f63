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
