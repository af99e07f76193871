"""What exists: ids to put in the place of made-up ones, and one right request an operation."""

import struct
import zlib

import requests

ORGANIZER = "0ce87cbc-9299-4528-8d35-92225dc9489f"
EVENT = "5a0967f9-cc06-4c3c-9206-30481a767434"
HOLDER = "de300000-0001-4000-8000-000000000001"
MOTHER = "de300000-0001-4000-8000-000000000009"
GROUP = "de300000-0002-4000-8000-000000000002"
KIOSK = "de300000-0004-4000-8000-000000000001"
CLUB = "de300000-0003-4000-8000-000000000003"
NUMBER = "0900000095902"
PERIOD = {"startDate": "2026-01-01", "endDate": "2026-01-31"}
SALE = {"eventId": EVENT, "uitpasNumber": "0900000067513", "regularPrice": 10, "tariff": {"id": "SOCIALTARIFF"}}
REWARD = {
    "title": "Gratis koffie",
    "type": "POINTS",
    "points": 4,
    "categories": ["Eten en drinken"],
    "promotionalDescription": "Een kop koffie.",
    "moreInfoURL": "https://example.org",
    "publicationPeriod": {"begin": "2020-01-01T00:00:00+00:00"},
    "organizers": [{"id": ORGANIZER}],
}

# Values by the name of a parameter or member.
POOL = {
    "eventId": [EVENT, "d83b5b8a-108a-45d6-9ac9-8bdc44a0a24a", "373d6cee-b4ae-4637-9b7c-eeb79e45f044"],
    "organizerId": [ORGANIZER, "9a6f3c3a-0f9e-4b5c-8f52-3a6d1f0c7b11"],
    "organiserId": [ORGANIZER],
    "passholderId": [HOLDER, MOTHER, "me", "de300000-0001-4000-8000-000000000015"],
    "familyMemberId": [MOTHER, "de300000-0001-4000-8000-00000000000a"],
    "associationId": [CLUB, "de300000-0003-4000-8000-000000000001"],
    "uitpasNumber": [NUMBER, "0900000067513", "0900000031618", "0900000002312", "0900000045410", "0900000074519"],
    "chipNumber": ["04784CDAEE3880", "04363CDAEE3880", "04B00412F15284"],
    "inszNumber": ["83030201540", "00010199747"],
    "identifier": [NUMBER, "04784CDAEE3880", "83030201540"],
    "cardSystemId": [1, 2, 3],
    "owningCardSystemId": ["1"],
    "applicableCardSystemId": ["1"],
    "rewardId": ["5687", "5823", "5825"],
    "kioskId": [KIOSK, "de300000-0004-4000-8000-000000000002"],
    "clientId": ["demo-door", "demo-phone"],
    "postalCode": ["9000", "9050"],
    "postalCodeSort": ["9000"],
    "groupId": [1],
    "limit": [1, 20, 500],
    "start": [0, 1, 1000],
    "deviceId": ["demo-kiosk-device"],
    "checkinCode": ["DEMOCODEENDED00"],
    "email": ["iemand@example.org"],
    "isRedeemableByPassholderId": [HOLDER],
    "isInterestingForPassholderId": [HOLDER],
}


def dot():
    """A picture of one dot."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    lines = zlib.compress(b"\0\x61\xa6\x0e")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


class Right:
    """Right requests, with what must be there made by the counter first."""

    def __init__(self, base, counter, registration):
        self.base, self.counter, self.registration = f"{base}/uitpas", counter, registration
        self.report = str(self.call("POST", f"/organizers/{ORGANIZER}/financial-reports", PERIOD)["id"])

    def call(self, method, path, body=None):
        answer = requests.request(method, self.base + path, json=body, headers=self.counter, timeout=10)
        return answer.json() if answer.content else None

    def undo(self):
        """Takes back what would stand in the way of the next right request."""
        lists = {
            "/checkins": f"?passholderId={HOLDER}&organizerId={ORGANIZER}",
            "/ticket-sales": f"?eventId={EVENT}",
            "/rewards/redeemed": f"?passholderId={HOLDER}",
        }
        for path, query in lists.items():
            for one in self.call("GET", path + query).get("member", []):
                self.call("DELETE", f"{path}/{one['id']}")
        self.call("DELETE", f"/passholders/{HOLDER}/association-memberships/{CLUB}?organizerId={ORGANIZER}")
        self.call("DELETE", f"/passholders/{HOLDER}/family-members/{MOTHER}")
        settings = {"id": EVENT, "checkinPoints": 1, "checkinLimit": {"volume": 1, "periodType": "WEEK"}}
        self.call("PUT", f"/events/{EVENT}/settings", settings)
        systems = [{"id": 1, "enabled": True}, {"id": 2, "enabled": True}]
        self.call("PUT", f"/events/{EVENT}/card-systems", systems)
        self.call("PUT", f"/kiosks/{KIOSK}/fixed-event", {"id": EVENT})

    def request(self, label):
        """Path parameters, query and body of one right request."""
        method, path = label.split(" ", 1)
        ids = {
            "eventId": EVENT, "organizerId": ORGANIZER, "id": ORGANIZER, "clientId": "demo-door",
            "passholderId": GROUP if path.startswith("/grouppasses") else HOLDER,
            "uitpasNumber": NUMBER, "inszNumber": "83030201540", "chipNumber": "04784CDAEE3880",
            "cardSystemId": 1, "kioskId": KIOSK, "reportId": self.report, "rewardId": "5687" if method == "PUT" else "5824",
            "email": "iemand@example.org", "associationId": CLUB, "familyMemberId": MOTHER,
        }
        made = {
            "DELETE /checkins/{checkinId}": ("checkinId", "/checkins", {"eventId": EVENT, "uitpasNumber": NUMBER}),
            "DELETE /ticket-sales/{ticketSaleId}": ("ticketSaleId", "/ticket-sales", [SALE]),
            "DELETE /rewards/redeemed/{redeemedRewardId}": (
                "redeemedRewardId", "/rewards/redeemed", {"rewardId": "5824", "uitpasNumber": NUMBER},
            ),
            "DELETE /organizers/{organizerId}/admins/{adminUserId}": (
                "adminUserId", f"/organizers/{ORGANIZER}/admins", {"email": "weg@example.org", "type": "MEMBER"},
            ),
        }
        if label in made:
            name, where, body = made[label]
            answer = self.call("POST", where, body)
            one = answer[0] if isinstance(answer, list) else answer
            ids[name] = one.get("userId") or one.get("id")
        if label.startswith("DELETE") and path.endswith("{associationId}"):
            body = {"association": {"id": CLUB}}
            self.call("POST", f"/passholders/{HOLDER}/association-memberships?organizerId={ORGANIZER}", body)
        if path.endswith("{familyMemberId}"):
            self.call("POST", f"/passholders/{HOLDER}/family-members", {"uitpasNumber": "0900004518305"})
        if path.endswith("/picture") and method != "PUT":
            files = {"file": ("dot.png", dot(), "image/png")}
            url = f"{self.base}/passholders/{HOLDER}/picture"
            requests.put(url, files=files, headers=self.counter, timeout=10)
        if path == "/kiosk-devices/checkins" and method == "GET" or path == "/kiosk-devices/events":
            self.call("PUT", f"/kiosks/{KIOSK}/fixed-event", {"id": EVENT})
        code = None
        if path.endswith("{passholderId}/checkins"):
            headers = {"x-custom-token": "demo-kiosk-device"}
            code = requests.get(f"{self.base}/kiosk-devices/events", headers=headers, timeout=10).json()["checkinCode"]
        return ids, QUERIES.get(label, {}), bodies(code).get(label)


QUERIES = {
    "GET /tariffs": {"eventId": EVENT, "regularPrice": 10, "uitpasNumber": "0900000067513"},
    "GET /tariffs/static": {"eventId": EVENT, "regularPrice": 10},
    "GET /ticket-sales": {"eventId": EVENT},
    "GET /checkins": {"passholderId": HOLDER, "organizerId": ORGANIZER},
    "GET /checkin-status": {"eventId": EVENT, "uitpasNumber": NUMBER},
    "GET /associations": {"organizerId": ORGANIZER, "permission": "READ"},
    "GET /passholders": {"uitpasNumber": NUMBER},
    "GET /grouppasses": {"uitpasNumber": "0900000045410"},
    "GET /cards": {"uitpasNumber": NUMBER},
    "GET /rewards/redeemed": {"uitpasNumber": NUMBER},
    "GET /rewards/{rewardId}/redeem-status": {"uitpasNumber": NUMBER},
    "GET /passes": {"identifier": NUMBER},
    "GET /kiosks": {"organizerId": ORGANIZER},
    "GET /card-systems/{cardSystemId}/social-tariff-settings": {"postalCode": "9000"},
    "GET /passholders/{passholderId}/association-memberships": {"organizerId": ORGANIZER},
    "POST /passholders/{passholderId}/association-memberships": {"organizerId": ORGANIZER},
    "DELETE /passholders/{passholderId}/association-memberships/{associationId}": {"organizerId": ORGANIZER},
}


def bodies(code):
    return {
        "POST /ticket-sales": [SALE],
        "POST /checkins": {"eventId": EVENT, "uitpasNumber": NUMBER},
        "PUT /events/{eventId}/card-systems": [{"id": 1, "enabled": True}, {"id": 2, "enabled": True}],
        "PUT /events/{eventId}/settings": {"id": EVENT, "checkinPoints": 1},
        "POST /organizers/{organizerId}/admins": {"email": "nieuw@example.org", "type": "MEMBER"},
        "POST /passholders/{passholderId}/association-memberships": {"association": {"id": CLUB}},
        "POST /passholders/{passholderId}/checkins": {"checkinCode": code},
        "POST /passholders/{passholderId}/family-members": {"uitpasNumber": "0900004518305"},
        "PUT /passholders/{passholderId}/family-members/{familyMemberId}": {"icon": "owl"},
        "POST /organizers/{organizerId}/financial-reports": PERIOD,
        "POST /rewards": REWARD,
        "PUT /rewards/{rewardId}": {**REWARD, "online": True},
        "POST /rewards/redeemed": {"rewardId": "5824", "uitpasNumber": NUMBER},
        "PUT /kiosks/{kioskId}/fixed-event": {"id": EVENT},
        "PUT /kiosk-devices/events": {"id": EVENT},
        "PUT /kiosk-devices/setup": {"name": "DEMO-ZUIL-2", "deviceId": "demo-kiosk-device-2"},
        "POST /kiosk-devices/checkins": {"chipNumber": "04784CDAEE3880"},
        "PUT /passholders/{passholderId}/picture": {"file": dot()},
    }
