package export

import (
	"bytes"
	"testing"

	"constat/store/registry"
)

func TestANoticeListSaysWhoOptedOut(t *testing.T) {
	var b bytes.Buffer
	ms := append(three(t), read(t, `{"member_no": 9, "name_or_legal_name": "Out", "email": "o@x.example", "representation": {"status": "opted_out"}}`))
	if err := NoticeCSV(&b, append(ms, registry.Member{MemberNo: 10, Name: "nowhere"})); err != nil {
		t.Fatal(err)
	}
	got := rows(t, b.Bytes())
	if len(got) != 3 || got[0]["phone"] != "'+1 514 555-0100" || got[0]["opted_out"] != "false" || got[2]["opted_out"] != "true" || got[2]["email"] != "o@x.example" {
		t.Errorf("%q", got)
	}
}
