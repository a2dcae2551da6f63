package report

import (
	"testing"

	"constat/store/record"
)

func TestEveryReasonNotToFollowHasItsSort(t *testing.T) {
	for _, why := range record.Unfollowing {
		if stopped[why] == "" {
			t.Errorf("%q has none", why)
		}
	}
	if len(stopped) != len(record.Unfollowing) {
		t.Errorf("%d sorts, %d reasons", len(stopped), len(record.Unfollowing))
	}
}
