package main

import (
	"math/big"
	"testing"
	"time"

	"constat/report/contract"
	"constat/store/record"
)

// Once the day of one outage is over, that of a later one is told.
func TestAClaimTellsTheNextDayThatIsNotOver(t *testing.T) {
	day := func(d int) contract.Day {
		end := time.Date(2021, 6, d, 23, 59, 59, 0, time.UTC)
		return contract.Day{Date: end.Format(time.DateOnly), End: record.At(end)}
	}
	r := contract.Result{AskBy: day(10), AskDays: []contract.Day{day(10), day(20)}}
	r.Best.Credit.Exact = big.NewRat(1, 1)
	for now, want := range map[int]string{9: "2021-06-10", 11: "2021-06-20", 21: ""} {
		k, ok := claimOf(&contract.Contract{}, r, nil, nil, time.Date(2021, 6, now, 0, 0, 0, 0, time.UTC))
		if ok != (want != "") || ok && k.ClaimDay != want {
			t.Errorf("on the %d: %s, %v", now, k.ClaimDay, ok)
		}
	}
}
