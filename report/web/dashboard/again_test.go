package dashboard

import (
	"testing"

	"constat/report/web/webtest"
)

// Who was not let in hears why at once: the title says that something needs a look, and the keyboard is where it is said.
func TestRefusedLoginIsHeard(t *testing.T) {
	b := webtest.Open(t)
	s := serve(t, aView(1), Options{})
	tab := b.Tab(t, webtest.Width(webtest.Phone), webtest.Light)
	tab.Go(s.URL + "/fr/login")
	tab.Type("#name", "watch")
	tab.Type("#password", "not the password")
	tab.Submit("form button")
	tab.Until(`document.activeElement.id === "wrong" && document.title.startsWith("À revoir")`)
	if said := webtest.Eval[string](tab, `document.getElementById(document.getElementById("password").getAttribute("aria-describedby")).innerText`); said == "" {
		t.Error("the fields do not say what was wrong")
	}
	tab.Look("dashboard-login-wrong-phone")
	tab.Axe("login refused")
}
