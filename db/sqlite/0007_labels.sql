-- A label was a sentence in English ("Table 7"). The channel beside it says the kind; what stays is the place: the table's number, or the order's.
ALTER TABLE ordering_order RENAME COLUMN label TO place;
UPDATE ordering_order SET place = substr(place, 7) WHERE place LIKE 'Table %';
UPDATE ordering_order SET place = substr(place, 10) WHERE place LIKE 'Takeaway %';
UPDATE ordering_order SET place = substr(place, 8) WHERE place LIKE 'Pickup %';
ALTER TABLE ordering_kot RENAME COLUMN label TO place;
UPDATE ordering_kot SET place = substr(place, 7) WHERE place LIKE 'Table %';
UPDATE ordering_kot SET place = substr(place, 10) WHERE place LIKE 'Takeaway %';
UPDATE ordering_kot SET place = substr(place, 8) WHERE place LIKE 'Pickup %';
ALTER TABLE billing_bill RENAME COLUMN label TO place;
UPDATE billing_bill SET place = substr(place, 7) WHERE place LIKE 'Table %';
UPDATE billing_bill SET place = substr(place, 10) WHERE place LIKE 'Takeaway %';
UPDATE billing_bill SET place = substr(place, 8) WHERE place LIKE 'Pickup %';
