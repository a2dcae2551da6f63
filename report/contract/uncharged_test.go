package contract

import (
	"testing"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// S-2: an instance that was down for more than six minutes of a clock hour is
// not charged for that hour, whatever the credit.
func TestHoursThatAreNotCharged(t *testing.T) {
	const m = time.Minute
	for _, x := range []struct {
		name   string
		down   [][2]time.Duration
		hours  int
		amount string
		answer Answer
	}{
		{"six minutes", [][2]time.Duration{{10 * m, 16 * m}}, 0, "0.00", NotEligible},
		{"one more", [][2]time.Duration{{10 * m, 17 * m}}, 1, "0.14", NotEligible},
		{"five and two in one hour", [][2]time.Duration{{5 * m, 10 * m}, {50 * m, 52 * m}}, 1, "0.14", NotEligible},
		{"five and five over the turn", [][2]time.Duration{{55 * m, 65 * m}}, 0, "0.00", NotEligible},
		{"an hour and its ends", [][2]time.Duration{{55 * m, 125 * m}}, 1, "0.14", NotEligible},
		{"X-10, 217 minutes", [][2]time.Duration{{0, 217 * m}}, 4, "0.56", Eligible},
	} {
		start := at(t, "2021-06-01", time.UTC)
		r := supposed(t, shipped(t, "aws-ec2-instance"), start, time.UTC, "100USD", x.down...)
		if r.Free == nil || r.Free.Least != x.hours || r.Free.Most != x.hours || r.Free.Amount.FloatString(2) != x.amount || r.Answer != x.answer {
			t.Errorf("%s: %+v, %s", x.name, r.Free, r.Answer)
		}
		if x.answer == Eligible && r.Credit.Amount.FloatString(2) != "10.00" {
			t.Errorf("%s: the credit is %s", x.name, r.Credit.Amount)
		}
	}
}

// Each instance has hours of its own, only what is certain is at the least, and
// what several come to is not known from one fee.
func TestHoursAreOfEachInstance(t *testing.T) {
	start := at(t, "2021-06-01", time.UTC)
	span := func(from, to int) []incident.Span {
		return []incident.Span{{From: start + record.Instant(from)*60_000, To: start + record.Instant(to)*60_000}}
	}
	c := &Contract{Name: "c", Rule: shipped(t, "aws-ec2-instance"), Fee: fee(t, "100USD"), Per: "month"}
	r := c.Evaluate(Facts{Period: span(0, 30*24*60)[0], Sites: []Site{{Name: "a", Least: span(0, 10), Most: span(0, 20)}, {Name: "b", Least: span(3, 8), Most: span(0, 10)}}}, time.UTC)[0]
	if r.Free.Least != 1 || r.Free.Most != 2 || r.Free.Amount != nil {
		t.Errorf("%+v", r.Free)
	}
	if r := supposed(t, shipped(t, "aws-ec2-region"), start, time.UTC, "100USD", [2]time.Duration{0, time.Hour}); r.Free != nil {
		t.Errorf("a region: %+v", r.Free)
	}
	india := time.FixedZone("", 5*3600+1800) // whose hours begin between those of UTC
	if r := supposed(t, shipped(t, "aws-ec2-instance"), start, india, "100USD", [2]time.Duration{25 * time.Minute, 35 * time.Minute}); r.Free.Least != 0 {
		t.Errorf("hours of the zone: %+v", r.Free)
	}
}

func TestRulesAndLettersNameTheLineOfAMistake(t *testing.T) {
	const head = "schema: constat-rule/1\nname: a-b\nversion: 1\nprovider: P\nproduct: Q\nsources: [{url: u}]\n"
	for _, line := range []string{"uncharged: {each: 1h}", "uncharged: {each: 1h, longer_than: 1h}", "uncharged: {each: 7h, longer_than: 1m}", "ask: {channel: pigeon}", "ask: {adress: x}"} {
		if _, err := ParseRule([]byte(head + line + "\n")); err == nil {
			t.Errorf("%s is taken", line)
		}
	}
	for _, line := range []string{"form: {}", "from: {name: [a]}", "show: [everything]", "answer_within: 0", "resources: [{id: x}]", "schema: constat-letter/2"} {
		if _, err := ParseLetter([]byte(line + "\n")); err == nil {
			t.Errorf("%s is taken", line)
		}
	}
	l, err := ParseLetter([]byte("from: {name: A, address: b}\nregion: r\nresources: [{target: shop, id: i-1}, {target: blog, region: s}]\n"))
	if err != nil || l.Within != answerWithin || l.Of("x", "shop") != (Resource{"shop", "i-1", "r", ""}) || l.Of("blog").Region != "s" || l.Of("none").Region != "r" {
		t.Errorf("%+v, %v", l, err)
	}
}
