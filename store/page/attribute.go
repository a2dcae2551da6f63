package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// addresses are the attributes that hold one.
var addresses = map[string]bool{
	"href": true, "xlink:href": true, "src": true, "srcset": true, "imagesrcset": true, "action": true, "formaction": true,
	"poster": true, "data": true, "cite": true, "background": true, "longdesc": true, "manifest": true, "ping": true,
	"data-src": true, "data-srcset": true, "data-href": true, "data-url": true, "data-bg": true,
}

// identifiers are the attributes that hold ids of the page itself.
var identifiers = map[string]bool{
	"id": true, "for": true, "headers": true, "list": true, "form": true, "itemref": true, "usemap": true,
	"aria-labelledby": true, "aria-describedby": true, "aria-controls": true, "aria-owns": true, "aria-details": true,
	"aria-activedescendant": true, "aria-flowto": true, "aria-errormessage": true,
}

// prose are the attributes that a person reads or sees, or that name a thing:
// only dates and clocks move there by themselves.
var prose = map[string]bool{
	"alt": true, "title": true, "placeholder": true, "label": true, "aria-label": true, "summary": true,
	"value": true, "content": true, "name": true, "lang": true, "type": true, "rel": true,
	"style": true,
}

// attributes are sorted by name, each name once (the first counts, as in a browser), reduced.
func attributes(t html.Token) []html.Attribute {
	as := slices.Clone(t.Attr)
	slices.SortStableFunc(as, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	as = slices.CompactFunc(as, func(a, b html.Attribute) bool { return a.Key == b.Key })
	secret := holdsToken(t.Data, as)
	for i := range as {
		as[i].Val = attribute(t.Data, as[i].Key, fold(as[i].Val), secret)
		as[i].Key = fold(as[i].Key)
	}
	return as
}

// holdsToken says whether the tag is there to carry a token: a hidden input or a meta named so.
func holdsToken(tag string, as []html.Attribute) bool {
	switch {
	case tag == "meta":
	case tag == "input" && strings.EqualFold(value(as, "type"), "hidden"):
		if random(value(as, "value")) {
			return true
		}
	default:
		return false
	}
	return tokenName(value(as, "name")) || tokenName(value(as, "property")) || tokenName(value(as, "id"))
}

func value(as []html.Attribute, key string) string {
	for _, a := range as {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func attribute(tag, key, v string, secret bool) string {
	switch {
	case key == "nonce" || key == "integrity" || key == "data-cfemail":
		return aToken
	case secret && (key == "value" || key == "content"):
		return aToken
	case key == "class":
		return classes(v)
	case identifiers[key]:
		return idList(v)
	case addresses[key]:
		return urls(v, isPart(tag))
	case key == "content":
		return content(v)
	case prose[key]:
		return dates(v)
	case tokenName(key):
		return aToken
	}
	return words(dates(v))
}

// isPart tells what a page is made of from what it leads to.
func isPart(tag string) bool {
	switch tag {
	case "img", "image", "script", "link", "source", "use", "track", "input", "meta":
		return true
	}
	return false
}

// content of a meta is prose, an address or a policy.
func content(v string) string {
	switch {
	case strings.Contains(v, "nonce-"):
		return words(v)
	case strings.Contains(v, "://") && !strings.Contains(v, " "):
		return urls(v, true)
	}
	return dates(v)
}

func classes(v string) string {
	cs := strings.Split(idList(v), " ")
	slices.Sort(cs)
	return strings.Join(slices.Compact(cs), " ")
}
