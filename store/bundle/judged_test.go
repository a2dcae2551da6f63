package bundle

import "testing"

func TestConditionsOnTheStatusFollowFromIt(t *testing.T) {
	for condition, want := range map[string]string{
		"[STATUS] == 200": "tff", "[STATUS] != 200": "ftt", "[STATUS] < 500": "ttf", "[STATUS] <= 200": "tff",
		"[STATUS] > 200": "ftt", "[STATUS] >= 404": "ftt", " [status]  ==  any(200, 503) ": "tft", "[STATUS] != any(200,404)": "fft",
		"500 > [STATUS]": "ttf", "0200 == [STATUS]": "tff",
		// left to others
		"[STATUS] == 200.0": "", "[STATUS] == pat(2??)": "", "[STATUS] < any(200, 300)": "", "[STATUS] == 200, 204": "", "[STATUS] == any(200": "",
		"[STATUS] == any(200, x)": "", "[BODY] == 200": "", "[STATUS] = 200": "", "[STATUS]\t== 200": "", "[STATUS] ==": "", "200 ~ [STATUS]": "", "": "",
	} {
		got := ""
		for _, status := range []int{200, 404, 503} {
			if truth, simple := onStatus(condition, status); simple {
				got += string(truth)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", condition, got, want)
		}
	}
}
